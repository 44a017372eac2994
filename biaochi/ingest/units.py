"""Units as headers and title rows write them, and what they do to a number of each kind."""

from __future__ import annotations

from biaochi.errors import ImportRefused

MONEY = {
    "元": 1.0,
    "人民币元": 1.0,
    "yuan": 1.0,
    "cny": 1.0,
    "rmb": 1.0,
    "千元": 1e3,
    "万元": 1e4,
    "万": 1e4,
    "百万元": 1e6,
    "亿元": 1e8,
}
AREA_M2 = {
    "m2": 1.0,
    "m²": 1.0,
    "平方米": 1.0,
    "平米": 1.0,
    "平方": 1.0,
    "sqm": 1.0,
    "万平方米": 1e4,
    "sqft": 0.09290304,
    "sf": 0.09290304,
    "ft2": 0.09290304,
    "squarefeet": 0.09290304,
    "平方英尺": 0.09290304,
}
AREA_KM2 = {
    "km2": 1.0,
    "平方公里": 1.0,
    "平方千米": 1.0,
    "公顷": 0.01,
    "ha": 0.01,
    "亩": 1 / 1500,
    "m2": 1e-6,
    "平方米": 1e-6,
}
COUNT = {
    "户": 1.0,
    "人": 1.0,
    "个": 1.0,
    "支": 1.0,
    "名": 1.0,
    "次": 1.0,
    "处": 1.0,
    "场": 1.0,
    "场次": 1.0,
    "人次": 1.0,
    "家": 1.0,
    "万户": 1e4,
    "万人": 1e4,
    "千人": 1e3,
}
HOURS = {"小时": 1.0, "时": 1.0, "h": 1.0, "hours": 1.0, "万小时": 1e4}
OF_KIND = {"money": MONEY, "area_m2": AREA_M2, "area_km2": AREA_KM2, "count": COUNT, "hours": HOURS}
_OTHER = {"年", "岁", "%", "亩", "公顷", "ha", "日期"}
KNOWN = set(_OTHER).union(*OF_KIND.values())


def factor(kind: str, unit: str | None, *, file: str, header: str) -> float:
    """What to multiply a number under ``header`` with to get the unit of its column.

    Raises ImportRefused where the unit does not measure such a thing (亩 for floor area), and for money without a unit:
    yuan and 万元 differ by ten thousand, so it is asked for and not guessed.
    """
    units = OF_KIND.get(kind)
    if units is None:
        return 1.0
    if unit is None:
        if kind == "money":
            raise ImportRefused(
                "“{header}” in {file} does not say whether it is 元 or 万元. Write it in the header, for example "
                "{header}(万元), or above the table: 单位：万元.",
                header=header,
                file=file,
            )
        return 1.0
    if unit not in units:
        raise ImportRefused(
            "“{header}” in {file} is in {unit}, which this column does not take. Convert it to {known}.",
            header=header,
            file=file,
            unit=unit,
            known="、".join(list(units)[:4]),
        )
    return units[unit]
