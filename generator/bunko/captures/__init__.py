"""From containers to captures, from captures to drafts of articles, and the self-check.

A container reader yields captures (`containers`); a capture reader makes a `Draft` of one
(`reader` picks it by content): `microdata` for dumps that start with the page's microdata,
`visible` for dumps of the visible page. `top` finds the visible headline of a microdata dump,
`reconcile` holds its two halves side by side, `rebuild` makes both again from the written page.
"""
