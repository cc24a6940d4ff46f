"""C07, C12, C21: titles, narratives and codes that belong to something else.

Shared by the checks of the family.
"""

from __future__ import annotations

from .....nlp.record import Indicator

ROUTE = Indicator("开行班次数", value="36班", project="公交惠民班线")
LIGHT = Indicator("更换路灯数", value="320盏", project="老街路灯更换")
