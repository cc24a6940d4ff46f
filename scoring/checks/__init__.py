"""One short module a check or tight family. A module that defines `CHECKS` is registered by being here.

Left out of the catalogue, and why:

- N16 beyond punctuation and lost characters: wrong and doubled characters (能能转变) can't be told from rare
  words without a language model; 天天, 常常 and proper names would be flagged.
- N19 (not attributable to the department): needs to know what the department is responsible for; a list of
  foreign subjects (高考, GDP) flagged education and statistics offices that do own them.
- L11 where the reader has already dealt a glued ladder out to its indicators: then N06 says it. L11 looks at
  ladders that no reader has cut.
- V20 against plans, budgets, contracts and named standards: these are on the table when the target is judged.
- V27 beyond satisfaction and a few common rates: what is low depends on the measure; the peers' quantile
  needs a library (see `references.References`).
- V28 between two columns of one table (预算执行情况(万元) against a cell): the header's unit is no part of the
  record; only the unit in a name is compared with that of its value.
- T06 with a figure in the value: an effect with a rate (满意办理95%) is as often a quality measure.
- C13 for one indicator alone, and between project name and goal: synonyms and broad goals made too many false
  ones; it speaks only where no indicator shares content with the goal, or goal and activity part ways.
- B02 where the description is name and value glued: common in district forms, a reviewer lets it pass.
- B03 for reworded duplicates: 甲率 and 乙率, 1季度 and 2季度 are as alike as true copies; only particles may differ.
- B04 beyond set phrases in which a sector speaks as itself (民政事业, 教育系统): single words flag cooperation.
- B13 beyond a closed list of office indicators: wider relevance is C13's.
- S04 for another county's name: pairing-aid and cooperation texts name them rightly; only street-bounded scopes.
- C03 for goals of several years, figures of 岁, 年 and 月, counts of 1, and clauses that quote a rule or a rate.
- C09 for sums that stand over their parts (资金总额 / 其中), tables of several levels, and text whose parts miss the
  total by more than 5 %: such lists are often not meant to be complete.
- C16 for a heading (一、…) whose sub-activities follow.
- C20 for jumps of more than one number: numbering lost in conversion looks the same.
- N14 for 完成时间 with a date and 总成本 with a sum: thin, but a reviewer lets them pass.
"""
