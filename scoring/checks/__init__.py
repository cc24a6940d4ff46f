"""One code, one file: `<CODE>.py` in the folder of its family and subject defines `CHECK` and is registered by being there.

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
- B02 for a description that says one thing more than name and value, be it a lead-in (考察完成情况) or another
  figure (V34): only where every character and every figure stands in them already.
- B16 and B17 where the strike-out test (`models/anchor.py`) leaves a content word: whatever the model or the archive says,
  projects of one kind may have such a row alike. Satisfaction with a figure is a row that every project has.
- N01 for 建立…制度 and the like: a thing that is there or is not.
- N04, N07, B03 against rows that the reader has made out of one cell; B03 and T05 between a target of the term
  and one of the year.
- N17 as more than a note for 服务对象满意度, 群众满意度 with a figure: so the standard itself calls the row.
- S01–S03 in titles, quotations and names of documents, plans and events.
- T01 where name and unit do not tell what is measured (N01, N20), where the value's unit speaks for the declared
  class, between 可持续影响 and the benefits, and against 社会成本 and 生态环境成本, which may be measured in anything.
- T06 for upkeep (维护路灯), work (推进项目建设) and norms of the output (保障设备正常运行); T07 for surveys that are
  counted (满意度调查次数); T09 for the cost of a named thing (降低灌溉成本): practice is split.
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
