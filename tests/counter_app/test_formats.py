"""The test vectors of docs/formats.md, computed again twice.

Once from the page's words with plain tools (json, hashlib, the ciphers, a few lines of MessagePack)
and once by the program. Whoever changes a byte of a format changes this page and bumps its version.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric import mlkem, x25519
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from counter_app.domain import acts, consent_file, merkle
from counter_app.domain.values import StaffCode, TillCode
from counter_app.law.tables import packed_tables
from counter_app.storage.sealing import BlobPart, open_blob, open_part, seal_act, seal_blob
from counter_app.sync import batch, bundle, checkpoint, directory, enrolment, envelope, requests

PAGE = Path(__file__).resolve().parents[2] / "docs" / "formats.md"

TILL, SEQ, ROW = "T01", 1, "provide"
IDENTITY = {"person.address": "東京都千代田区見本1-2-3", "person.name": "見本 太郎"}
BILLING = {"billing.amount": 45000, "billing.status": "paid"}
NOTE = {"other.staff_note": "見本"}
IMAGE = b"not a picture, but bytes"
KEYS = {"1.identity": b"\x01" * 32, "5.billing": b"\x05" * 32, "2.image": b"\x02" * 32}
NOTE_KEY = b"\x09" * 32
RUN_ID, RUN_KEY, NONCE = bytes(range(16)), b"\x07" * 32, bytes(range(12))
ROLE_SEED = bytes(range(96))
TILL_SEED, HQ_SEED = b"\x0a" * 32, b"\x0b" * 32
NOW = "2026-11-22T05:00:01.000Z"
MOMENT = datetime(2026, 11, 22, 5, 0, 1, tzinfo=UTC)
CODE = "AAAAAA-BBBBBB-CCCCCC-DDDDDD"

CT_LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
"""Leaves and roots of the reference implementation of Certificate Transparency."""
CT_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
]


def vectors() -> dict[int, dict[str, Any]]:
    """The page's vectors by section: one fenced json block in each."""
    found: dict[int, dict[str, Any]] = {}
    sections = re.split(r"^## (\d+)\. .*$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for number, text in zip(sections[1::2], sections[2::2], strict=True):
        [block] = re.findall(r"^```json\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
        found[int(number)] = json.loads(block)
    return found


# ---- by the page's words


def text_of(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def sealed(key: bytes, data: bytes, about: bytes, nonce: bytes = bytes(12)) -> bytes:
    return AESGCM(key).encrypt(nonce, data, about)


def context(part: str) -> bytes:
    return f"{TILL}\n{SEQ}\n{part}\n".encode()


def committed(part: str, key: bytes) -> bytes:
    return sha(b"trade-in-counter/key/v1\n" + context(part) + key)


def part_vector(part: str, fields: dict[str, Any]) -> dict[str, Any]:
    key = KEYS[part]
    cipher = sealed(key, text_of(fields).encode(), context(part))
    return {
        "name": part,
        "plaintext": text_of(fields),
        "key": key.hex(),
        "ciphertext": cipher.hex(),
        "commitment": committed(part, key).hex(),
    }


def plain_2() -> dict[str, Any]:
    image = sealed(KEYS["2.image"], IMAGE, b"trade-in-counter/blob/v1\n2.image")
    parts = [part_vector("1.identity", IDENTITY), part_vector("5.billing", BILLING)]
    blob = {
        "name": "2.image",
        "plaintext": IMAGE.decode(),
        "key": KEYS["2.image"].hex(),
        "ciphertext": image.hex(),
        "sha256": sha(image).hex(),
        "commitment": committed("2.image", KEYS["2.image"]).hex(),
    }
    note = text_of(NOTE).encode()
    padded = note + b" " * (4096 - len(note))
    internal = {
        "name": "9.note",
        "plaintext_and_blanks": f"{text_of(NOTE)} + {4096 - len(note)}",
        "key": NOTE_KEY.hex(),
        "ciphertext_sha256": sha(sealed(NOTE_KEY, padded, context("9.note"))).hex(),
    }
    content = "".join(part["ciphertext"] for part in parts)
    commitments = "".join(part["commitment"] for part in (*parts, blob))
    return {
        "till": TILL,
        "seq": SEQ,
        "parts": parts,
        "blob": blob,
        "content": content,
        "commitments": commitments,
        "internal": internal,
    }


def plain_1() -> dict[str, Any]:
    second = plain_2()
    sizes = [[p["name"], len(p["ciphertext"]) // 2, ""] for p in second["parts"]]
    blob = second["blob"]
    header = {
        "v": 1,
        "till": TILL,
        "seq": SEQ,
        "kind": "article_accepted",
        "at": "2026-11-22T05:00:00.000Z",
        "staff": "C01",
        "parts": [*sizes, ["2.image", len(blob["ciphertext"]) // 2, blob["sha256"]]],
        "ledger": [1, 1],
        "ref": None,
    }
    return {"header": text_of(header), "sha256": sha(text_of(header).encode()).hex()}


def plain_3() -> dict[str, Any]:
    second = plain_2()
    preimage = b"trade-in-counter/leaf/v1\n" + bytes.fromhex(plain_1()["sha256"])
    for part in second["parts"]:
        preimage += sha(bytes.fromhex(part["ciphertext"])) + bytes.fromhex(part["commitment"])
    preimage += bytes.fromhex(second["blob"]["sha256"] + second["blob"]["commitment"])
    trees = {"leaves": CT_LEAVES, "roots": CT_ROOTS}
    return {"preimage": preimage.hex(), "hash": sha(b"\x00" + preimage).hex(), "rfc6962": trees}


def role_key() -> hpke.MLKEM768X25519PrivateKey:
    return hpke.MLKEM768X25519PrivateKey(
        mlkem.MLKEM768PrivateKey.from_seed_bytes(ROLE_SEED[:64]),
        x25519.X25519PrivateKey.from_private_bytes(ROLE_SEED[64:]),
    )


def role_public() -> bytes:
    return (
        mlkem.MLKEM768PrivateKey.from_seed_bytes(ROLE_SEED[:64]).public_key().public_bytes_raw()
        + x25519.X25519PrivateKey.from_private_bytes(ROLE_SEED[64:]).public_key().public_bytes_raw()
    )


def plain_4(sample: str) -> dict[str, Any]:
    """All but the sealed run key, which has randomness of its own."""
    key_id = sha(role_public())[:8].hex()
    return {
        "private": ROLE_SEED.hex(),
        "public_sha256": sha(role_public()).hex(),
        "key_id": key_id,
        "info": f"trade-in-counter/run/v1\n{TILL}\n{RUN_ID.hex()}\n{ROW}\n{key_id}\n",
        "run_key": RUN_KEY.hex(),
        "sealed": sample,
    }


def plain_5() -> dict[str, Any]:
    about = f"trade-in-counter/envelope/v1\n{TILL}\n{SEQ}\n{ROW}\n{plain_3()['hash']}\n"
    keys = b"".join(bytes([len(name)]) + name.encode() + KEYS[name] for name in sorted(KEYS))
    return {
        "associated_data": about,
        "keys": keys.hex(),
        "nonce": NONCE.hex(),
        "run_key": RUN_KEY.hex(),
        "envelope": (NONCE + sealed(RUN_KEY, keys, about.encode(), NONCE)).hex(),
    }


def signed_note(text: str, name: str, seed: bytes) -> str:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public = key.public_key().public_bytes_raw()
    blob = sha(name.encode() + b"\n\x01" + public)[:4] + key.sign(text.encode())
    return f"{text}\n— {name} {base64.b64encode(blob).decode()}\n"


def plain_checkpoint() -> str:
    root = base64.b64encode(bytes.fromhex(plain_3()["hash"])).decode()
    return f"trade-in-counter/till/{TILL}\n1\n{root}\n"


def packed(value: Any) -> bytes:
    """MessagePack of what a batch holds, by its specification."""
    match value:
        case int():
            assert 0 <= value < 128
            return bytes([value])
        case str():
            data = value.encode()
            head = bytes([0xA0 | len(data)]) if len(data) < 32 else b"\xd9" + bytes([len(data)])
            return head + data
        case bytes():
            size = len(value)
            short = size < 256
            return (b"\xc4" + bytes([size]) if short else b"\xc5" + size.to_bytes(2, "big")) + value
        case list():
            assert len(value) < 16
            return bytes([0x90 | len(value)]) + b"".join(packed(one) for one in value)
    raise TypeError(value)


def plain_body(sample: str) -> bytes:
    second, fourth, fifth = plain_2(), plain_4(sample), plain_5()
    act = [plain_1()["header"].encode()]
    act += [bytes.fromhex(second["content"]), bytes.fromhex(second["commitments"])]
    run = [RUN_ID, ROW, bytes.fromhex(fourth["key_id"]), base64.b64decode(sample)]
    made = [SEQ, ROW, RUN_ID, bytes.fromhex(fifth["envelope"])]
    note = signed_note(plain_checkpoint(), TILL, TILL_SEED)
    deleted = [[[1, "marketing"]], [second["blob"]["sha256"]]]
    return packed([1, TILL, 0, [act], [run], [made], *deleted, note])


def plain_6(sample: str) -> dict[str, Any]:
    digest = sha(plain_body(sample)).hex()
    receipt = plain_checkpoint() + f"time {NOW}\nbatch {digest}\ndeleted 2\n"
    return {
        "till_seed": TILL_SEED.hex(),
        "hq_seed": HQ_SEED.hex(),
        "checkpoint": signed_note(plain_checkpoint(), TILL, TILL_SEED),
        "receipt": signed_note(receipt, "hq", HQ_SEED),
    }


def plain_7(sample: str) -> dict[str, Any]:
    body = plain_body(sample)
    key = Ed25519PrivateKey.from_private_bytes(TILL_SEED)
    device = key.public_key().public_bytes_raw().hex()
    asked = ["trade-in-counter/request/v1", "POST", "/v1/batch", TILL, NOW, sha(body).hex()]
    signature = key.sign(("\n".join(asked) + "\n").encode())
    told = f"trade-in-counter/enrol/v1\n{TILL}\n{device}\n".encode()
    certified = f"trade-in-counter/certificate/v1\n{TILL}\n{device}\n{NOW}\n"
    listed = f"{ROW} {base64.b64encode(role_public()).decode()}\n"
    roles = f"trade-in-counter/roles/v1\nversion 1\nexpires 2027-02-20\n{listed}"
    return {
        "body": base64.b64encode(body).decode(),
        "headers": {
            "X-Counter-Till": TILL,
            "X-Counter-Created": NOW,
            "X-Counter-Digest": sha(body).hex(),
            "X-Counter-Signature": base64.b64encode(signature).decode(),
        },
        "enrolment": {
            "code": CODE,
            "till": TILL,
            "device": device,
            "mac": hmac.new(CODE.encode(), told, hashlib.sha256).hexdigest(),
        },
        "certificate": signed_note(certified, "hq", HQ_SEED),
        "directory": signed_note(roles, "hq", HQ_SEED),
    }


def plain_8() -> dict[str, Any]:
    payload = text_of({"reasons.toml": "schema = 1\n", "eras.toml": "# 元号\n"})
    digest = sha(payload.encode()).hex()
    head = (
        "trade-in-counter/bundle/v1\ntopic law\nversion 2\nvalid_from 2027-04-01\n"
        f"size {len(payload.encode())}\nsha256 {digest}\n"
    )
    return {
        "payload": payload,
        "sha256": digest,
        "bundle": f"{signed_note(head, 'hq', HQ_SEED)}\n{payload}",
    }


def plain_9() -> dict[str, Any]:
    """The path of RFC 6962 section 2.1.3 for d3 of seven, and a small file signed whole."""
    leaves = [sha(b"\x00" + bytes.fromhex(leaf)) for leaf in CT_LEAVES]

    def pair(left: bytes, right: bytes) -> bytes:
        return sha(b"\x01" + left + right)

    path = [leaves[2], pair(leaves[0], leaves[1]), pair(pair(leaves[4], leaves[5]), leaves[6])]
    body = text_of({"schema": "trade-in-counter/consent-receipt/v1", "record": {"見本": 1}})
    told = f"trade-in-counter/consent-receipt/v1\n{TILL}\n{sha(body.encode()).hex()}\n"
    return {
        "inclusion": {
            "seq": 4,
            "size": 7,
            "leaf": leaves[3].hex(),
            "path": [one.hex() for one in path],
            "root": CT_ROOTS[6],
        },
        "body": body,
        "signature": signed_note(told, TILL, TILL_SEED),
    }


def test_each_section_has_its_vector() -> None:
    assert sorted(vectors()) == [1, 2, 3, 4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize("section", range(1, 10))
def test_the_page_is_what_its_words_give(section: int) -> None:
    page = vectors()
    sample = page[4]["sealed"]
    plain = {
        1: plain_1(),
        2: plain_2(),
        3: plain_3(),
        4: plain_4(sample),
        5: plain_5(),
        6: plain_6(sample),
        7: plain_7(sample),
        8: plain_8(),
        9: plain_9(),
    }
    assert page[section] == plain[section]


def test_the_sealed_run_key_opens_with_the_plain_tools() -> None:
    page = vectors()[4]
    suite = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
    found = suite.decrypt(base64.b64decode(page["sealed"]), role_key(), info=page["info"].encode())
    assert found.hex() == page["run_key"]


# ---- by the program


def made_act() -> acts.Act:
    header = acts.Header(
        TillCode(TILL),
        SEQ,
        acts.Kind.ARTICLE_ACCEPTED,
        datetime(2026, 11, 22, 5, 0, tzinfo=UTC),
        StaffCode("C01"),
        ledger=(1, 1),
    )
    name, cipher = seal_blob(IMAGE, KEYS["2.image"], "2.image")
    parts: dict[str, dict[str, Any]] = {"1.identity": IDENTITY, "5.billing": BILLING}
    blobs = {"2.image": BlobPart(name, len(cipher), KEYS["2.image"])}
    return seal_act(header, parts, KEYS, blobs)


def test_the_program_makes_the_act_of_sections_1_to_3() -> None:
    page, act = vectors(), made_act()
    assert act.header.decode() == page[1]["header"]
    assert act.content.hex() == page[2]["content"]
    assert act.commitments.hex() == page[2]["commitments"]
    assert act.leaf().hex() == page[3]["preimage"]
    assert merkle.leaf_hash(act.leaf()).hex() == page[3]["hash"]
    assert acts.parse_header(act.header).to_bytes() == act.header
    for part in page[2]["parts"]:
        opened = open_part(act, part["name"], bytes.fromhex(part["key"]))
        assert opened.decode() == part["plaintext"]
    image = bytes.fromhex(page[2]["blob"]["ciphertext"])
    assert open_blob(image, KEYS["2.image"], "2.image") == IMAGE


def test_the_program_pads_an_internal_act() -> None:
    header = acts.Header(TillCode(TILL), SEQ, acts.Kind.INTERNAL, MOMENT, StaffCode("C01"))
    act = seal_act(header, {"9.note": NOTE}, {"9.note": NOTE_KEY})
    assert len(act.content) == 4096 + 16
    assert sha(act.content).hex() == vectors()[2]["internal"]["ciphertext_sha256"]


def test_the_program_grows_the_trees_of_rfc_6962() -> None:
    page, tree = vectors()[3]["rfc6962"], merkle.Tree()
    for leaf, root in zip(page["leaves"], page["roots"], strict=True):
        tree.append(merkle.leaf_hash(bytes.fromhex(leaf)))
        assert tree.root().hex() == root


def test_the_program_opens_the_run_and_the_envelope() -> None:
    page = vectors()
    run = envelope.Run(
        RUN_ID, ROW, bytes.fromhex(page[4]["key_id"]), base64.b64decode(page[4]["sealed"])
    )
    private = envelope.private_role_key(bytes.fromhex(page[4]["private"]))
    key = envelope.open_run(TillCode(TILL), run, private)
    assert key.hex() == page[4]["run_key"]
    made = envelope.Envelope(SEQ, ROW, RUN_ID, bytes.fromhex(page[5]["envelope"]))
    leaf = bytes.fromhex(page[3]["hash"])
    assert envelope.open_envelope(TillCode(TILL), leaf, made, key) == KEYS
    assert envelope.pack_keys(KEYS).hex() == page[5]["keys"]


def test_the_program_signs_the_notes() -> None:
    page = vectors()
    till = Ed25519PrivateKey.from_private_bytes(TILL_SEED)
    hq = Ed25519PrivateKey.from_private_bytes(HQ_SEED)
    told = checkpoint.Checkpoint(TillCode(TILL), 1, bytes.fromhex(page[3]["hash"]))
    assert checkpoint.sign_note(told.text(), TILL, till) == page[6]["checkpoint"]
    digest = page[7]["headers"]["X-Counter-Digest"]
    receipt = checkpoint.Receipt(told, MOMENT, digest, 2)
    assert checkpoint.sign_note(receipt.text(), "hq", hq) == page[6]["receipt"]
    text = checkpoint.verified_text(page[6]["receipt"], "hq", hq.public_key())
    assert checkpoint.parse_receipt(text) == receipt


def test_the_program_makes_the_batch_and_signs_the_request() -> None:
    page, leaf = vectors(), vectors()[3]["hash"]
    run = envelope.Run(
        RUN_ID, ROW, bytes.fromhex(page[4]["key_id"]), base64.b64decode(page[4]["sealed"])
    )
    made = envelope.Envelope(SEQ, ROW, RUN_ID, bytes.fromhex(page[5]["envelope"]))
    whole = batch.Batch(
        1,
        TILL,
        0,
        [batch.WireAct.of(made_act())],
        [batch.WireRun.of(run)],
        [batch.WireEnvelope.of(made)],
        [(1, "marketing")],
        [page[2]["blob"]["sha256"]],
        page[6]["checkpoint"],
    )
    body = base64.b64decode(page[7]["body"])
    assert batch.encode_batch(whole) == body
    assert batch.decode_batch(body) == whole
    key = Ed25519PrivateKey.from_private_bytes(TILL_SEED)
    headers = requests.sign_request(
        "POST", "/v1/batch", body, till=TillCode(TILL), key=key, created=MOMENT
    )
    assert headers == page[7]["headers"]
    assert merkle.leaf_hash(whole.acts[0].act().leaf()).hex() == leaf


def test_the_program_enrols_and_publishes() -> None:
    page = vectors()[7]
    device = bytes.fromhex(page["enrolment"]["device"])
    mac = enrolment.enrolment_mac(CODE, TillCode(TILL), device)
    assert mac == page["enrolment"]["mac"]
    hq = Ed25519PrivateKey.from_private_bytes(HQ_SEED)
    certificate = enrolment.Certificate(TillCode(TILL), device, MOMENT)
    assert checkpoint.sign_note(certificate.text(), "hq", hq) == page["certificate"]
    listed = directory.Directory(1, date(2027, 2, 20), {ROW: role_public()})
    assert checkpoint.sign_note(listed.text(), "hq", hq) == page["directory"]


def test_the_program_signs_and_opens_the_bundle() -> None:
    page, hq = vectors()[8], Ed25519PrivateKey.from_private_bytes(HQ_SEED)
    files = {"reasons.toml": "schema = 1\n", "eras.toml": "# 元号\n"}
    made = bundle.Bundle("law", 2, date(2027, 4, 1), packed_tables(files))
    assert made.payload.decode() == page["payload"]
    assert bundle.sign_bundle(made, hq).decode() == page["bundle"]
    assert bundle.open_bundle(page["bundle"].encode(), hq.public_key()) == made


def test_the_program_proves_a_place_in_the_log_and_signs_the_file() -> None:
    page = vectors()[9]
    told, tree = page["inclusion"], merkle.Tree()
    for leaf in CT_LEAVES:
        tree.append(merkle.leaf_hash(bytes.fromhex(leaf)))
    path = merkle.inclusion_path(told["seq"] - 1, told["size"], tree.node)
    assert [one.hex() for one in path] == told["path"]
    mine = bytes.fromhex(told["leaf"])
    root = merkle.root_by_path(told["seq"] - 1, told["size"], mine, path)
    assert root is not None
    assert root.hex() == told["root"]
    file = json.loads(page["body"]) | {"signature": page["signature"]}
    assert consent_file.signed_body(file).decode() == page["body"]
    text = consent_file.signed_text(TILL, sha(page["body"].encode()).hex())
    key = Ed25519PrivateKey.from_private_bytes(TILL_SEED)
    assert checkpoint.sign_note(text, TILL, key) == page["signature"]


def test_a_signature_over_another_text_does_not_fit() -> None:
    # The control of all signatures above: a check that could not fail would prove nothing.
    note = vectors()[6]["checkpoint"]
    text, _, line = note.rpartition("\n\n")
    signature = base64.b64decode(line.split()[-1])[4:]
    public = Ed25519PrivateKey.from_private_bytes(TILL_SEED).public_key()
    public.verify(signature, f"{text}\n".encode())
    with pytest.raises(InvalidSignature):
        public.verify(signature, f"{text}x\n".encode())
