"""The records held against themselves and against each other."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.checks import ages, changes, counts, dates
from dragoman.checks.types import Finding, Material
from dragoman.parse.types import Parsed
from dragoman.records import AnyRecord, Check, record_id
from dragoman.when.types import Times

CHECKS = (
    changes.change_arithmetic,
    dates.anniversary_arithmetic,
    counts.part_within_whole,
    counts.sum_of_parts,
    counts.two_values_for_one_measure,
    dates.date_order,
    dates.weekday_against_date,
    ages.age_against_birth_date,
)


def run_checks(parsed: Parsed, times: Times, records: Sequence[AnyRecord]) -> list[Check]:
    """What follows from the records; only where the text gives all that a check needs. In the order of the text."""
    material = Material(parsed, times, records)
    findings = [finding for check in CHECKS for finding in check(material)]
    findings.sort(key=lambda finding: finding.start)
    return [_record(finding, material) for finding in findings]


def _record(finding: Finding, material: Material) -> Check:
    document = material.parsed.document
    return Check(
        id=record_id("check", document.id, finding.start, finding.end, finding.check),
        doc=document.id,
        start=finding.start,
        end=finding.end,
        text=material.parsed.original(finding.start, finding.end),
        why=(f"checks.{finding.check}: {finding.reason}",),
        check=finding.check,
        verdict=finding.verdict,
        records=finding.records,
        computed=finding.computed,
    )
