# Awaits a native reader. The words are chosen in main.ftl.

# Passkeys
passkey-title = 使用通行密钥
passkey-text = 浏览器会要求您提供指纹、面容或 PIN。
passkey-use = 使用通行密钥
passkey-instead = 改用通行密钥
passkey-first = 使用通行密钥登录
passkey-often = 尝试次数过多。请稍候，或输入您的用户名。
passkey-again = 本次尝试已结束。请重试。
passkey-failed = 服务器未能正常响应。请重试，或使用用户名登录。
passkey-create = 创建通行密钥
passkey-create-text = 浏览器会询问通行密钥的保存位置，并要求您提供指纹、面容或 PIN。
passkey-stopped = 浏览器没有使用通行密钥。请重试，或选择其他方式。
passkey-refused = 此通行密钥未被接受。请重试，或选择另一个。
passkey-known = 那里已经有您的通行密钥。请为新的通行密钥选择其他位置。
passkey-impossible = 此浏览器无法使用通行密钥。请选择其他方式或其他浏览器。
passkey-no-script = 通行密钥需要 JavaScript，而此浏览器已将其关闭。请启用它，或选择其他方式。
passkey-late = 此次登录已来不及使用通行密钥。请取消后重新登录，或选择其他方式。

method-passkey = 通行密钥
method-kept = 保存位置
method-kept-device = 仅在一台设备上
method-kept-copied = 在会将其复制到您各台设备的账号中
acr-passkey = 您的通行密钥
acr-passkey-pwd = 您的密码和通行密钥

add-passkey-title = 通行密钥
add-passkey-text = 您的设备或安全密钥会要求指纹、面容或 PIN。它只响应本网站，因此别人无法在其他地方骗走它。
add-passkey-steps = 在下一页，浏览器会创建通行密钥。它可以保存在此设备、手机或安全密钥上。
enroll-passkey-title = 创建您的通行密钥
