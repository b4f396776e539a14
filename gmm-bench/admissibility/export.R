# Writes data sets of R and of mclust, numbers only, as CSV into a folder: Rscript export.R FOLDER
library(mclust, quietly = TRUE)
folder <- commandArgs(TRUE)[1]
put <- function(name, x) {
  x <- as.data.frame(x)
  x <- x[stats::complete.cases(x), sapply(x, is.numeric), drop = FALSE]
  write.csv(x, file.path(folder, paste0(name, ".csv")), row.names = FALSE)
}
data(banknote, diabetes, thyroid, acidity)
put("stackloss", stackloss); put("attitude", attitude); put("islands", as.numeric(islands))
put("swiss", swiss); put("trees", trees); put("rock", rock); put("mtcars", mtcars[, c(1, 3:7)])
put("USArrests", USArrests); put("LifeCycleSavings", LifeCycleSavings); put("longley", longley)
put("rivers", as.numeric(rivers)); put("precip", as.numeric(precip)); put("cars", cars)
put("pressure", pressure); put("women", women); put("airquality", airquality[, 1:4])
put("attenu", attenu[, c("mag", "dist", "accel")]); put("state", state.x77)
put("chickwts", chickwts["weight"]); put("freeny", freeny)
put("acidity", as.numeric(acidity)); put("banknote", banknote[, -1]); put("diabetes", diabetes[, -1])
put("thyroid", thyroid[, -1]); put("iris", iris[, 1:4]); put("faithful", faithful)
