"""Answers of the portal's own services made into flat topic records: search responses and topicDetails.

In a search response every value is a list of strings and some of those strings are JSON; in topicDetails days are
milliseconds since 1970 written as strings. Budgets name all topics of a call: only a topic's own are taken.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ingest.readers.portal.days import days, deadlines

Record = dict[str, Any]

_STATUS = {"31094501": "Forthcoming", "31094502": "Open", "31094503": "Closed"}
_SCREEN = "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/"
_CASCADE = "8"
_TENDER = "0"
_STALE = "SEDIA_PRD_CENTRICITY"


def is_search(data: object) -> bool:
    """A search response: results with their metadata."""
    if not isinstance(data, dict) or "totalResults" not in data:
        return False
    results = data.get("results")
    return isinstance(results, list) and all(isinstance(each, dict) for each in results)


def is_details(data: object) -> bool:
    """A topicDetails answer."""
    details = data.get("TopicDetails") if isinstance(data, dict) else None
    return isinstance(details, dict) and isinstance(details.get("identifier"), str)


def of_search(data: Mapping[str, Any]) -> tuple[list[Record], tuple[str, ...]]:
    """The topics and cascade calls of a response, each once, and remarks on what was left out."""
    results = data["results"]
    usable = [each for each in results if _is_usable(each)]
    kept: dict[str, Mapping[str, Any]] = {}
    for result in sorted(usable, key=_worth, reverse=True):
        kept.setdefault(_key(result), result)
    tenders = sum(_one(_metadata(each), "type") == _TENDER for each in results)
    counts = (
        ("tenders", tenders),
        ("rows without a title or an identifier", len(results) - tenders - len(usable)),
        ("stale duplicates and translations", len(usable) - len(kept)),
    )
    remarks = tuple(f"{what} are left out: {count}" for what, count in counts if count)
    return [_of_result(result) for result in kept.values()], remarks


def of_details(data: Mapping[str, Any]) -> Record:
    """The record of one topicDetails answer."""
    details = data["TopicDetails"]
    identifier = _string(details.get("identifier"))
    actions = _dicts(details.get("actions"))
    own = _own_budget(details.get("budgetOverviewJSONItem"), identifier)
    return {
        "topicId": identifier,
        "title": _string(details.get("title")),
        "callIdentifier": _string(details.get("callIdentifier")),
        "callTitle": _string(details.get("callTitle")),
        "programme": _string(_dict(details.get("frameworkProgramme")).get("description")),
        "typesOfAction": _joined(_string(kind.get("typeOfAction")) for a in actions for kind in _dicts(a.get("types"))),
        "openingDate": days(_each(actions, "plannedOpeningDate"))[:1],
        "deadline": deadlines(_each(actions, "deadlineDates")) or deadlines(_each(own, "deadlineDates")),
        "deadlineModel": _joined(_models(actions, own)),
        "callStatus": _joined(_status(action.get("status")) for action in actions),
        "published": next(iter(days([details.get("publicationDateLong")])), ""),
        "keywords": ", ".join(_strings([*_list(details.get("keywords")), *_list(details.get("tags"))])),
        "portalUrl": f"{_SCREEN}topic-details/{identifier}",
        "description": _string(details.get("description")),
        "objectives": _string(details.get("destinationDetails")),
        "topicConditions": _string(details.get("conditions")),
        "supportInfo": _string(details.get("supportInfo")),
        "updates": list(_updates(_dicts(details.get("latestInfos")))),
        **_amounts(own),
    }


def _of_result(result: Mapping[str, Any]) -> Record:
    values = _metadata(result)
    kind, identifier = _one(values, "type"), _one(values, "identifier")
    actions, own = _dicts(_inner(values, "actions")), _own_budget(_inner(values, "budgetOverview"), identifier)
    record: Record = {
        "topicId": identifier,
        "title": _one(values, "title"),
        "callIdentifier": _one(values, "callIdentifier"),
        "callTitle": _one(values, "callTitle"),
        "typesOfAction": _joined(_strings(values.get("typesOfAction"))),
        "openingDate": days(_list(values.get("startDate")) or _each(actions, "plannedOpeningDate"))[:1],
        "deadline": deadlines([*_list(values.get("deadlineDate")), *_each(actions, "deadlineDates")]),
        "deadlineModel": _joined(_strings(values.get("deadlineModel"))) or _joined(_models(actions, own)),
        "callStatus": _STATUS.get(_one(values, "status"), ""),
        "statusDay": next(iter(days(_list(values.get("esDA_IngestDate")))), ""),
        "keywords": ", ".join(_strings([*_keywords(values), *_list(values.get("tags"))])),
        "portalUrl": _address(_one(values, "url") or _string(result.get("url")), identifier),
        "description": _one(values, "descriptionByte") or _one(values, "description"),
        "topicConditions": _one(values, "topicConditions"),
        "supportInfo": _one(values, "supportInfo"),
        "updates": list(_updates(_dicts(_inner(values, "latestInfos")))),
        **_amounts(own),
    }
    return _cascade(record, values, result) if kind == _CASCADE else record


def _cascade(record: Record, values: Mapping[str, Any], result: Mapping[str, Any]) -> Record:
    """A call by a funded project: what stands as its title and identifier are those of the topic that pays for it."""
    total = _number(_one(values, "budget"))
    return {
        **record,
        "topicId": "",
        "reference": _string(result.get("reference")) or _one(values, "REFERENCE"),
        "title": _one(values, "callTitle") or record["title"],
        "callTitle": "",
        "callIdentifier": "",
        "acronym": _one(values, "projectAcronym"),
        "project": _one(values, "projectName") or _one(values, "title"),
        "parentTopic": _one(values, "identifier"),
        "duration": _one(values, "duration"),
        "portalUrl": _one(values, "url") or _string(result.get("url")),
        "budgetTotal": total or None,
    }


def _is_usable(result: Mapping[str, Any]) -> bool:
    values = _metadata(result)
    kind = _one(values, "type")
    title = _one(values, "callTitle") or _one(values, "title") if kind == _CASCADE else _one(values, "title")
    return bool(title and kind != _TENDER and (_one(values, "identifier") or result.get("reference")))


def _key(result: Mapping[str, Any]) -> str:
    values = _metadata(result)
    cascade = _one(values, "type") == _CASCADE or not _one(values, "identifier")
    reference = _string(result.get("reference"))
    return reference.removesuffix(_one(values, "language")) if cascade else _one(values, "identifier").upper()


def _worth(result: Mapping[str, Any]) -> tuple[bool, bool, str]:
    """Live before stale, English before a translation, then the latest."""
    values = _metadata(result)
    stale = _STALE in (_one(values, "DATASOURCE"), _one(values, "datasource"))
    return not stale, _one(values, "language") in ("en", ""), _one(values, "esDA_IngestDate")


def _own_budget(overview: object, identifier: str) -> list[Mapping[str, Any]]:
    """The lines of a budget that name this very topic; its siblings stand beside it in the same map."""
    lines = [each for found in _dict(_dict(overview).get("budgetTopicActionMap")).values() for each in _dicts(found)]
    return [each for each in lines if _string(each.get("action")).partition(" - ")[0].strip() == identifier]


def _amounts(own: Iterable[Mapping[str, Any]]) -> Record:
    own = list(own)
    years = [_number(amount) for each in own for amount in _dict(each.get("budgetYearMap")).values()]
    least, most, grants = ([n for e in own if (n := _number(e.get(k)))] for k in _LIMITS)
    return {
        "budgetTotal": sum(years) or None,
        "budgetMin": min(least, default=None),
        "budgetMax": max(most, default=None),
        "expectedGrants": sum(grants) or None,
    }


_LIMITS = ("minContribution", "maxContribution", "expectedGrants")


def _models(actions: Iterable[Mapping[str, Any]], own: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    yield from (_string(each.get("deadlineModel")) for each in own)
    yield from (_string(_dict(each.get("submissionProcedure")).get("abbreviation")) for each in actions)


def _status(status: object) -> str:
    found = _dict(status)
    return _STATUS.get(str(found.get("id")), _string(found.get("description")))


def _updates(infos: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for info in infos:
        day = next(iter(days([info.get("lastChangeDate") or info.get("approvalDate")])), "")
        if _string(info.get("content")):
            yield day, _string(info.get("content"))


def _address(url: str, identifier: str) -> str:
    """The page that people can open; old rows give the data behind it."""
    return (
        url if url.startswith("http") and "/data/topicDetails/" not in url else f"{_SCREEN}topic-details/{identifier}"
    )


def _keywords(values: Mapping[str, Any]) -> list[str]:
    return [word for word in _strings(values.get("keywords")) if word != "[]"]


def _number(value: object) -> int:
    try:
        return max(0, int(float(str(value))))
    except (ValueError, OverflowError):
        return 0


def _inner(values: Mapping[str, Any], name: str) -> object:
    """JSON inside a string; None where it is broken."""
    try:
        return json.loads(_one(values, name) or "null")
    except (ValueError, RecursionError):
        return None


def _metadata(result: Mapping[str, Any]) -> Mapping[str, Any]:
    return _dict(result.get("metadata"))


def _one(values: Mapping[str, Any], name: str) -> str:
    return next(iter(_strings(values.get(name))), "")


def _each(items: Iterable[Mapping[str, Any]], name: str) -> list[Any]:
    return [value for item in items for value in _list(item.get(name))]


def _joined(words: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, words)))


def _strings(value: object) -> list[str]:
    return [text for each in _list(value) if (text := _string(each))]


def _string(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _dict(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _dicts(value: object) -> list[Mapping[str, Any]]:
    return [each for each in _list(value) if isinstance(each, dict)]
