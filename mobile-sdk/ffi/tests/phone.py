"""A phone in Python, for the tests of the bindings: does one thing, prints what came of it as JSON, and ends."""

import argparse
import asyncio
import json
import os
import pathlib

import countersign_mobile_ffi as sdk


class FileStore(sdk.KeyStore):
    """Keeps the accounts in a file, as an app would keep them in its system's place for secrets."""

    def __init__(self, path):
        self.path = pathlib.Path(path)

    def load(self):
        return self.path.read_bytes() if self.path.exists() else None

    def save(self, accounts):
        fresh = self.path.with_suffix(".new")
        fresh.write_bytes(accounts)
        fresh.replace(self.path)


class LockedStore(FileStore):
    """What a system's place for secrets does while the device is locked."""

    def load(self):
        raise sdk.KeyStoreError.Unavailable(reason="the device is locked")


class BrokenStore(FileStore):
    """One whose author has made a mistake."""

    def load(self):
        return {}["no such key"]


STORES = {"file": FileStore, "locked": LockedStore, "broken": BrokenStore}
KINDS = {kind.name.lower(): kind for kind in sdk.AccountKind}


def address(token):
    return sdk.Address.FCM(token=token) if token else None


def shown(arguments):
    if arguments.link:
        return sdk.Shown.SCANNED(link=arguments.link)
    if arguments.number:
        return sdk.Shown.NUMBER(digits=arguments.number)
    return sdk.Shown.NOTHING()


def described(question):
    asked = question.asked()
    prompt = "pick" if asked.prompt.is_pick() else "type" if asked.prompt.is_type() else "nothing"
    numbers = asked.prompt.numbers if asked.prompt.is_pick() else None
    return {
        "id": asked.id,
        "login": asked.login_id,
        "issuer": asked.issuer,
        "account": asked.account_name,
        "service": asked.service,
        "text": asked.text,
        "prompt": prompt,
        "numbers": numbers,
        "lasts_secs": asked.expires_at_secs - asked.asked_at_secs,
    }


async def answered(phone, question, arguments):
    if arguments.verdict == "approve":
        outcome = await phone.approve(question, shown(arguments))
    elif arguments.verdict == "deny":
        outcome = await phone.deny(question)
    else:
        outcome = await phone.report(question)
    said = next(word for word in ("approved", "denied", "failed", "taken") if getattr(outcome, f"is_{word}")())
    reason = outcome.reason if outcome.is_failed() else None
    return {"asked": described(question), "outcome": said, "reason": reason}


class Acts:
    """What the phone can be told to do, each by its name."""

    def __init__(self, phone, arguments):
        self.phone = phone
        self.arguments = arguments

    def account(self):
        kind = KINDS[self.arguments.kind]
        return next((account.id for account in self.phone.accounts() if account.kind == kind), "none")

    async def enroll(self):
        accounts = await self.phone.enroll(self.arguments.code, address(self.arguments.token))
        return [account.kind.name.lower() for account in accounts]

    async def accounts(self):
        fields = lambda account: [account.kind.name.lower(), account.issuer, account.name, account.server]
        return [fields(account) for account in self.phone.accounts()]

    async def answer(self):
        questions = await self.phone.wait(self.account(), 20)
        return await answered(self.phone, questions[0], self.arguments)

    async def fetch(self):
        return [described(question) for question in await self.phone.fetch(self.account())]

    async def stream(self):
        """How many questions are open, each time that changes, until one has come and gone."""
        questions = await self.phone.stream(self.account())
        counts = []
        while counts.count(0) < 2:
            counts.append(len(await questions.next()))
            print(json.dumps(counts), flush=True)

    async def push(self):
        push = self.phone.read_push(self.arguments.payload)
        if push.is_fetch():
            return {"fetch": True}
        if not self.arguments.verdict:
            return described(push.question)
        return await answered(self.phone, push.question, self.arguments)

    async def code(self):
        code = self.phone.code(self.account())
        return {"code": code.text, "ends": code.ends_at_secs is not None}

    async def move_address(self):
        await self.phone.change_address(self.account(), address(self.arguments.token))

    async def transfer(self):
        return await self.phone.transfer(self.account())

    async def withdraw(self):
        await self.phone.withdraw(self.account())

    async def forget(self):
        self.phone.forget(self.account())

    async def read(self):
        read = sdk.read_code(self.arguments.code)
        if read.is_enroll():
            return {"enroll": read.server}
        return {"login": read.login_id} if read.is_login() else {"other": True}


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("act")
    parser.add_argument("--store", required=True)
    parser.add_argument("--store-kind", choices=STORES, default="file")
    parser.add_argument("--kind", choices=KINDS, default="native")
    parser.add_argument("--anchors")
    parser.add_argument("--app-version", default="1.0")
    for name in ("--code", "--token", "--payload", "--verdict", "--number", "--link"):
        parser.add_argument(name)
    arguments = parser.parse_args()
    trust = sdk.Trust.SYSTEM()
    if arguments.anchors:
        trust = sdk.Trust.ONLY(pem=pathlib.Path(arguments.anchors).read_text())
    store = STORES[arguments.store_kind](arguments.store)
    try:
        app = sdk.AppVersion(name="Python", version=arguments.app_version)
        phone = sdk.Phone("Python", sdk.Platform.DESKTOP, app, trust, store)
        done = await getattr(Acts(phone, arguments), arguments.act)()
    except sdk.PhoneError as error:
        done = {"error": type(error).__name__, "message": str(error)}
    print(json.dumps(done), flush=True)


asyncio.run(main())
# Without the interpreter's own end: CPython before 3.14 tears down threads that return from a callback just then, which the
# threads of no library in Rust survive.
os._exit(0)
