def likeness_across(once): return {}
