# The steps of poll.py by R's survey: a line for each time and each number, which poll.py reads.
suppressMessages(library(survey))
given <- commandArgs(TRUE)
data <- read.csv(given[1], colClasses = c(stratum = "character", cluster = "character"))
say <- function(kind, name, value) cat(kind, "\t", name, "\t", value, "\n", sep = "")
timed <- function(name, work) {
  start <- proc.time()[["elapsed"]]
  found <- work # worked out here, since arguments are lazy
  say("seconds", name, sprintf("%.3f", proc.time()[["elapsed"]] - start))
  found
}
say("version", paste0("R ", getRversion(), ", survey"), as.character(packageVersion("survey")))
for (time in seq_len(as.integer(given[2]))) {
  design <- timed("design", svydesign(ids = ~cluster, strata = ~stratum, weights = ~weight, data = data))
  spend <- timed("mean", svymean(~spend, design))
  shares <- timed("proportion by 12 groups", svyby(~yes, ~origin, design, svymean))
  test <- timed("chi-square", svychisq(~return + sex, design, statistic = "F"))
}
number <- function(name, value) say("number", name, sprintf("%.17g", value))
number("mean", coef(spend))
number("mean se", SE(spend))
for (k in seq_len(nrow(shares))) {
  number(paste(shares$origin[k], "share"), shares$yes[k])
  number(paste(shares$origin[k], "se"), SE(shares)[k])
}
number("F", test$statistic)
number("df", test$parameter[[1]])
number("df error", test$parameter[[2]])
number("p", test$p.value)
