"""Does a cited statement keep its clause? Each is removed or inverted, and its clause must then be broken.

`citations` finds the statements that name a clause, `edits` changes one, `edited` makes loops of the result,
`trial` asks them, and ``spared.toml`` says of which the change makes no difference, and why.
"""
