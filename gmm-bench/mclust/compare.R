# Fits 14 models by 1 to 9 components with mclust, each cell from mclust's own start, and writes what is needed to fit the
# same cells elsewhere:
#
#   Rscript compare.R DATA FOLDER [NAME...]
#
# DATA is the repository's folder of data. FOLDER gets a folder for each set: data.csv (rows without a header), labels.csv (a
# column of labels for each number of components), cells.csv (model, components, log-likelihood and BIC as mclust gives
# them by default, log-likelihood with a tolerance of 1e-10; NA where it has none), seconds.txt. Sets that are
# there already are left out. R's data sets stay in FOLDER: they are not ours to pass on.
suppressPackageStartupMessages(library(mclust))
arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[2]
wanted <- arguments[-(1:2)]

csv <- function(name, features) as.matrix(read.csv(file.path(arguments[1], name))[, seq_len(features)])
complete <- function(frame) as.matrix(frame[complete.cases(frame), ])
set <- function(name) {
  environment <- new.env()
  data(list = name, package = "mclust", envir = environment)
  environment[[name]]
}
sets <- list(
  faithful = csv("faithful.csv", 2), iris = csv("iris.csv", 4), wine = csv("wine.csv", 13),
  stackloss = stackloss, attitude = attitude, swiss = swiss, USArrests = USArrests, trees = trees, rock = rock,
  quakes = quakes, longley = longley, LifeCycleSavings = LifeCycleSavings, mtcars = mtcars,
  airquality = complete(airquality[, 1:4]), women = women, cars = cars, pressure = pressure,
  USJudgeRatings = USJudgeRatings, state.x77 = state.x77,
  precip = precip, islands = islands, rivers = rivers, nhtemp = nhtemp, discoveries = discoveries,
  banknote = set("banknote")[, -1], diabetes = set("diabetes")[, -1], thyroid = set("thyroid")[, -1],
  acidity = set("acidity"), wdbc = csv("wdbc.csv", 30))
if (length(wanted) > 0) sets <- sets[wanted]

most <- 9
writeLines(paste0(R.version.string, ", mclust ", packageVersion("mclust")), file.path(folder, "versions.txt"))
for (name in names(sets)) {
  to <- file.path(folder, name)
  if (file.exists(file.path(to, "seconds.txt"))) next
  dir.create(to, showWarnings = FALSE)
  data <- as.matrix(sets[[name]])
  storage.mode(data) <- "double"
  n <- nrow(data)
  one <- ncol(data) == 1
  write.table(format(data, digits = 17, trim = TRUE), file.path(to, "data.csv"), sep = ",", quote = FALSE,
    row.names = FALSE, col.names = FALSE)
  values <- if (one) as.vector(data) else data

  numbers <- seq_len(min(most, n - 1))
  seconds <- system.time(found <- suppressWarnings(mclustBIC(values, G = numbers, verbose = FALSE)))[["elapsed"]]
  tight <- suppressWarnings(mclustBIC(values, G = numbers, verbose = FALSE,
    control = emControl(tol = c(1e-10, sqrt(.Machine$double.eps)), itmax = c(10000, 100))))

  labels <- if (one) sapply(numbers, function(g) if (g == 1) rep(1, n) else mclust:::qclass(values, g)) else
    hclass(hc(data, modelName = mclust.options("hcModelName"), use = mclust.options("hcUse")), numbers)
  write.table(labels - 1, file.path(to, "labels.csv"), sep = ",", quote = FALSE, row.names = FALSE, col.names = FALSE)

  cells <- expand.grid(components = numbers, model = colnames(found), stringsAsFactors = FALSE)
  bic <- mapply(function(g, model) found[as.character(g), model], cells$components, cells$model)
  better <- mapply(function(g, model) tight[as.character(g), model], cells$components, cells$model)
  free <- mapply(function(g, model) nMclustParams(model, ncol(data), g), cells$components, cells$model)
  write.table(
    data.frame(cells$model, cells$components, (bic + free * log(n)) / 2, -bic, (better + free * log(n)) / 2),
    file.path(to, "cells.csv"), sep = ",", quote = FALSE, row.names = FALSE, col.names = FALSE)
  writeLines(format(seconds), file.path(to, "seconds.txt"))
  message(name, " ", n, " x ", ncol(data), ": ", format(seconds), " s")
}
