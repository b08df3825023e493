#!/bin/sh
# Installs what is named and missing: age, cargo-nextest, cargo-deny, chromium, fonts, node, driver, foreign, postgres, python, strace,
# oathtool, promtool, nginx, zbar, pngquant.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

apt_install() {
    export DEBIAN_FRONTEND=noninteractive
    as_root apt-get update -qq
    as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Node 20 is the oldest that has in itself what browsers have, WebCrypto among it; older systems get one from npm.
node_is_current() {
    command -v node >/dev/null && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ]
}

# Again whenever the lock file has changed since.
npm_install() {
    [ "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ] ||
        npm ci --silent --no-audit --no-fund --prefix "$1"
}

for tool in "$@"; do
    case $tool in
        cargo-nextest) cargo nextest --version >/dev/null 2>&1 || cargo install --quiet --locked cargo-nextest ;;
        cargo-deny) cargo deny --version >/dev/null 2>&1 || cargo install --quiet --locked cargo-deny ;;
        postgres)
            ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || {
                # Tests start their own; Debian would start one with the machine.
                as_root mkdir -p /etc/postgresql-common
                echo 'create_main_cluster = false' |
                    as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
                apt_install postgresql
            }
            ;;
        age) command -v age >/dev/null || apt_install age ;;
        strace) command -v strace >/dev/null || apt_install strace ;;
        oathtool) command -v oathtool >/dev/null || apt_install oathtool ;;
        pngquant) command -v pngquant >/dev/null || apt_install pngquant ;;
        zbar) command -v zbarimg >/dev/null || apt_install zbar-tools ;;
        python) command -v python3 >/dev/null || apt_install python3 ;;
        promtool) command -v promtool >/dev/null || apt_install prometheus ;;
        # Outside the path of whoever is not root.
        nginx) [ -x /usr/sbin/nginx ] || command -v nginx >/dev/null || apt_install nginx ;;
        chromium) command -v chromium >/dev/null || apt_install chromium ;;
        # For pages in Arabic, Chinese, Japanese and Korean: as little as shows all letters.
        fonts)
            [ -n "$(fc-list :lang=ko family 2>/dev/null)" ] && [ -n "$(fc-list :lang=ar family 2>/dev/null)" ] ||
                apt_install fontconfig fonts-wqy-microhei fonts-noto-ui-core
            ;;
        node)
            command -v npm >/dev/null || apt_install nodejs npm
            node_is_current || npm install --global --silent node
            ;;
        foreign) npm_install "$here/foreign" ;;
        driver) npm_install "$here/browser" ;;
        *) echo "tools.sh: unknown tool $tool" >&2; exit 2 ;;
    esac
done
