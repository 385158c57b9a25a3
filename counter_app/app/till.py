"""The composition root of the till: builds every service once and hands them over.

The only place that knows them all. What touches the world (clock, key store, camera, reader,
printer, line to HQ) is handed in, so that the demo and the tests hand in their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.app.counter import Counter
from counter_app.app.devices import devices_of
from counter_app.app.privacy import PrivacyGround, privacy_desks
from counter_app.app.set_up import key_store
from counter_app.app.world import Resources, World
from counter_app.clock import Clock, business_day
from counter_app.domain.errors import Refused
from counter_app.domain.shop import Shop, place_name
from counter_app.domain.values import TillCode, VisitId
from counter_app.id_reading.camera import Camera, open_camera
from counter_app.id_reading.process import ReaderProcess
from counter_app.law.notice_family import NoticeFamily
from counter_app.law.retention import Retention
from counter_app.services.acceptance import AcceptanceDesk
from counter_app.services.appraisal import AppraisalDesk, load_price_book
from counter_app.services.bulletin_gate import BulletinGate
from counter_app.services.bundles import BundleDesk, Topic
from counter_app.services.certificates import CertificateDesk
from counter_app.services.consent_receipts import ConsentReceiptDesk
from counter_app.services.copies import CopyDesk
from counter_app.services.corrections import CorrectionDesk
from counter_app.services.custody import CustodyDesk
from counter_app.services.day_close import DayDesk
from counter_app.services.decision import LawDesk
from counter_app.services.disposals import DisposalDesk
from counter_app.services.doctor import examine
from counter_app.services.exceptions import ExceptionDesk
from counter_app.services.fraud_checks import FraudChecks
from counter_app.services.hq_link import HqDesk
from counter_app.services.image_openings import ImageDesk
from counter_app.services.incidents import IncidentDesk
from counter_app.services.inspection import InspectionDesk
from counter_app.services.ledger import AskedDays, LedgerDesk
from counter_app.services.loss import LossDesk
from counter_app.services.match_table import FILE as MATCHING_FILE
from counter_app.services.match_table import load_match_table
from counter_app.services.notice_again import ChangedNotice
from counter_app.services.notice_shelf import NoticeShelf
from counter_app.services.notices import NoticeDesk
from counter_app.services.papers import PaperDesk
from counter_app.services.police_bulletins import BulletinsDesk, bulletins_topic
from counter_app.services.police_provisions import ProvisionDesk
from counter_app.services.press import Press
from counter_app.services.provision_register import RegisterDesk
from counter_app.services.recipients import Recipients, outsourcees_of
from counter_app.services.record_watch import RecordWatch
from counter_app.services.right_clock import ClockDesk
from counter_app.services.scanning import IMAGE_PART, KeepImage, ScanDesk
from counter_app.services.split_deals import EarlierDeals
from counter_app.services.staff import StaffDesk
from counter_app.services.statutes import LawInForce, Statutes, law_topic, load_law
from counter_app.services.suspicion import SuspicionDesk
from counter_app.services.third_parties import ThirdPartyDesk
from counter_app.services.visit import VisitDesk
from counter_app.settings import Settings, read_settings
from counter_app.storage.hq_rows import HqState
from counter_app.storage.keys import KeyStore, no_core_dump
from counter_app.storage.records import Record, keys_that_open
from counter_app.sync.act_limits import ActLimits
from counter_app.sync.bundle import BULLETINS, LAW, NOTICE
from counter_app.sync.client import HqLine, HttpHqLine
from counter_app.sync.outbox import TillSigner


def shop_of(settings: Settings) -> Shop:
    """The shop as papers and ledger name it."""
    filing = settings.place_filing if settings.place == "temporary" else ""
    return Shop(
        place_name(settings.shop, filing),
        settings.address,
        settings.permit_number,
        settings.permit_authority,
        settings.prefecture,
        TillCode(settings.till),
        settings.police_station,
        settings.permit_categories,
    )


def open_counter(
    folder: Path,
    key_file: Path | None,
    world: World,
    resources: Resources | None = None,
    *,
    camera: str | None = None,
) -> Counter:
    """Open the till of a data folder, with every service.

    Args:
        folder: the data folder.
        key_file: wraps the till's keys; the system's key store when not given.
        world: what the till meets outside itself.
        resources: the shipped data.
        camera: number, film or folder, in place of the settings' camera.

    Raises:
        Refused: `store_missing`: no till was set up here; or why its record cannot be opened.
        NotPossibleNow: `key_store_missing`.
    """
    settings = read_settings(folder)
    if settings is None:
        raise Refused("store_missing")
    shipped = resources or Resources()
    no_core_dump()
    store = key_store(folder, settings, key_file)
    keys = keys_that_open(folder, store)
    notices = shipped.notices(settings.notice)
    facts = notices.on(business_day(world.clock.now())).facts
    record = Record(folder, keys, TillCode(settings.till), facts, shipped.folding())
    try:
        device = Ed25519PrivateKey.from_private_bytes(keys.seed)
        seen = replace(settings, camera=camera) if camera else settings
        counter = _built(folder, seen, world, shipped, record, notices, device, store)
        counter.retention.complete_if_possible()
        record.blobs.sweep()
    except BaseException:
        record.close()
        raise
    return counter


@contextmanager
def open_till(folder: Path, key_file: Path | None, clock: Clock) -> Iterator[Counter]:
    """The till of a data folder for one command."""
    counter = open_counter(folder, key_file, World(clock))
    try:
        yield counter
    finally:
        counter.close()


def _built(
    folder: Path,
    settings: Settings,
    world: World,
    shipped: Resources,
    record: Record,
    family: NoticeFamily,
    device: Ed25519PrivateKey,
    store: KeyStore,
) -> Counter:
    clock, shop, demo = world.clock, shop_of(settings), settings.demo
    staff = StaffDesk(record, clock, world.hasher, shipped.rights)
    clocks = ClockDesk(record, clock, staff)

    def retention_on(day: date) -> Retention:
        return statutes.retention_on(day)

    def notice_check(payload: bytes, version: int) -> object:
        return shelf.check(payload, version)

    shipped_law = load_law(shipped.folder / "law", family.versions[-1].facts)
    words = load_match_table(shipped.folder / "police" / MATCHING_FILE)
    bulletins = BulletinsDesk(record, clock, staff, clocks, retention_on, words)
    gate = BulletinGate(record, clock, staff, clocks, bulletins)
    topics = {
        LAW: law_topic(shipped_law.tables, family.versions[-1].facts),
        NOTICE: Topic(0, notice_check),
        BULLETINS: bulletins_topic(bulletins),
    }
    bundles = BundleDesk(record, clock, topics)
    shelf = NoticeShelf(family, bundles)
    known = shelf.family()
    facts = known.on(business_day(clock.now())).facts
    limits = ActLimits(record, shelf.family, clock)
    record.go_by(facts, [one.facts for one in known.versions], limits.facts_of)
    statutes = Statutes(shipped_law, bundles, facts)
    law = LawDesk(statutes.on, settings, EarlierDeals(record).of_day)
    notices = NoticeDesk(record, clock, shelf, staff, demo=demo)
    reader = world.reader or ReaderProcess(shipped.folder)
    papers_of = (shipped.paper_fonts, shipped.texts, world.printer)

    def free() -> int:
        return world.free_bytes(folder)

    def in_force() -> LawInForce:
        return statutes.in_force(business_day(clock.now()))

    def line(state: HqState) -> HqLine:
        make = world.line or _https
        return make(state, shop.till, device, clock)

    def camera() -> Camera:
        return open_camera(settings.camera)

    def keep() -> KeepImage | None:
        """The law asks for no copy; one is kept only where HQ can take it over."""
        wanted = settings.keep_id_image == "masked" and hq.state().enrolled
        return keep_masked if wanted else None

    def keep_masked(png: bytes, visit: VisitId) -> str:
        return record.blobs.keep(png, IMAGE_PART, visit)

    hq = HqDesk(record, clock, TillSigner(shop.till, device), facts, line, bundles, limits)
    press = Press(shop, notices, *papers_of[:2], demo, law)
    ground = PrivacyGround(record, clock, staff, clocks, store, statutes.retention_on)
    privacy = privacy_desks(ground, shipped, shipped_law.retention, press, world.printer)
    watch = RecordWatch(record, clock, hq)
    devices = devices_of(settings, store, world.printer, shipped)
    asked = AskedDays()
    given = ThirdPartyDesk(
        *(record, clock, facts, (staff, clocks)),
        Recipients(known.on(business_day(clock.now())).group, outsourcees_of(folder, facts)),
        limits.facts_of,
    )
    ledger = LedgerDesk(
        *(record, clock, shop, device, *papers_of),
        demo=demo,
        damaged=watch.damaged,
        asked=asked,
    )
    incidents = IncidentDesk(
        *(record, clock, facts, shipped.incident_rules(), (staff, clocks)),
        (shop, shipped.paper_fonts, shipped.texts),
        demo=demo,
    )
    return Counter(
        folder=folder,
        settings=settings,
        clock=clock,
        texts=shipped.texts,
        shop=shop,
        record=record,
        staff=staff,
        clocks=clocks,
        notices=notices,
        changed_notice=ChangedNotice(record, notices),
        law=law,
        name_forms=shipped.name_forms(),
        document_checks=shipped.document_checks(),
        visits=VisitDesk(record, clock, settings, law, staff, notices),
        appraisal=AppraisalDesk(load_price_book(shipped.folder / "price_book" / "demo.toml")),
        acceptance=AcceptanceDesk(
            record, clock, settings, law, staff, free, watch.require_whole, gate
        ),
        papers=PaperDesk(record, clock, shop, notices, *papers_of, demo=demo),
        consent_receipts=ConsentReceiptDesk(
            *(record, clock, shop, TillSigner(shop.till, device)),
            (facts, shipped.vocabulary, shipped.wording),
            shipped.texts,
        ),
        copies=CopyDesk(record, clock, clocks),
        extra_purposes=privacy.extra_purposes,
        ledger=ledger,
        corrections=CorrectionDesk(record, clock, staff, clocks, law.goods),
        disposals=DisposalDesk(record, clock, statutes.on, staff, clocks),
        custody=CustodyDesk(record, clock, statutes.on, staff, clocks),
        withdrawals=privacy.withdrawals,
        provisions=ProvisionDesk(record, clock, facts, staff, clocks),
        third_parties=given,
        register=RegisterDesk(given, clock, shop, statutes.retention_on, papers_of[:2], demo=demo),
        suspicions=SuspicionDesk(record, clock, statutes.on, staff, clocks),
        inspections=InspectionDesk(record, clock, ledger, asked, staff, clocks),
        retention=privacy.retention,
        requests=privacy.requests,
        disclosures=privacy.disclosures,
        request_erasures=privacy.request_erasures,
        request_provision=privacy.request_provision,
        letters=privacy.letters,
        releases=privacy.releases,
        certificates=CertificateDesk(privacy.retention, clock, shop, *papers_of[:2], demo=demo),
        hq=hq,
        watch=watch,
        losses=LossDesk(record, clock, shop, watch, *papers_of, demo=demo),
        incidents=incidents,
        days=DayDesk(record, clock, shop, (staff, clocks), watch, papers_of, demo=demo),
        exceptions=ExceptionDesk(record, clock, FraudChecks(record, shipped.fraud_rules).between),
        doctor=partial(
            examine, record, clock, watch, hq, devices, free, in_force, incidents.pending
        ),
        bundles=bundles,
        bulletins=bulletins,
        bulletin_gate=gate,
        scanning=ScanDesk(reader, camera, keep),
        images=ImageDesk(record, clock, facts, shipped.openings, staff, clocks),
        reader=reader,
    )


def _https(state: HqState, till: TillCode, device: Ed25519PrivateKey, clock: Clock) -> HqLine:
    return HttpHqLine(state.url, till, device, clock)
