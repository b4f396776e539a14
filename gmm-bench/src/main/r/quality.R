# mclust's fits for gmm-bench/run quality:
#
#   Rscript quality.R best ROWS G MODEL FIRST COUNT FILE
#
# ROWS is CSV without a header. The first start is mclust's own, others are that on random
# halves of the rows, of 500 at most. FILE gets a line for each of the
# best different optima: weights, means, full covariances.
suppressPackageStartupMessages(library(mclust))
arguments <- commandArgs(trailingOnly = TRUE)
rows <- as.matrix(read.csv(arguments[2], header = FALSE))
groups <- as.integer(arguments[3])
model <- arguments[4]
first <- as.integer(arguments[5])
count <- as.integer(arguments[6])
d <- ncol(rows)
data <- rows
if (d == 1) {
  data <- rows[, 1]
  # mclust has two models of one feature.
  model <- substr(model, 1, 1)
}

found <- list()
for (i in seq(first, length.out = count)) {
  set.seed(i)
  initial <- if (i == 0) NULL else list(subset = sample(nrow(rows), min(500, ceiling(nrow(rows) / 2))))
  fit <- Mclust(data, G = groups, modelNames = model, initialization = initial, verbose = FALSE,
    control = emControl(tol = c(1e-7, sqrt(.Machine$double.eps))))
  # NULL where a component collapsed.
  if (!is.null(fit)) found[[as.character(round(fit$loglik))]] <- fit
}

kept <- head(order(-as.numeric(names(found))), 5)
lines <- vapply(kept, function(i) {
  parameters <- found[[i]]$parameters
  covariances <- if (d == 1) rep_len(parameters$variance$sigmasq, groups) else parameters$variance$sigma
  paste(format(c(parameters$pro, parameters$mean, covariances), digits = 17, scientific = TRUE, trim = TRUE),
    collapse = " ")
}, "")
writeLines(lines, arguments[7])
