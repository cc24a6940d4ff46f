"""Forms that report on a part of the year (绩效运行监控): how far the work has come, and what is expected."""
