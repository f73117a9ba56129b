"""The exam: one file a chapter, same stem as its spec. It judges a target and never names one."""
