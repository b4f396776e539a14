package dev.gmm4j.io;

import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.em.SearchMove;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code fit} object of a model file. */
final class FitJson {
  private static final String ELBO = "elbo";
  private static final String ELBO_TRACE = "elboTrace";
  private static final String OCCUPIED = "occupiedComponents";
  private static final List<String> PROPERTIES = List.of(
      "samples",
      "totalWeight",
      "logLikelihood",
      "logLikelihoodTrace",
      "iterations",
      "converged",
      "freeParameters",
      "bic",
      "aic",
      "backend",
      "seed",
      "tolerance",
      "regularization",
      "seconds");
  private static final String NOISE_FLOOR = "noiseFloor";
  private static final String SCREE = "scree";
  private static final List<String> OPTIONAL = List.of(
      "convergence",
      "regularizationKind",
      "prior",
      "maxEigenvalueRatio",
      "missing",
      "trimming",
      ELBO,
      ELBO_TRACE,
      OCCUPIED,
      MovesJson.NAME,
      NOISE_FLOOR,
      SCREE);
  private static final String RELATIVE = "relative";
  private static final List<String> SECONDS = List.of("read", "initialize", "em");

  private long samples;
  private List<Double> trace = List.of();
  private long iterations;
  private boolean converged;
  private long freeParameters;
  private String backend = "";
  private long seed;
  private @Nullable ConjugatePrior prior;
  private @Nullable MissingCounts missing;
  private @Nullable TrimmingRecord trimming;
  private FitRecord.@Nullable FactorSettings factors;
  private String convergence = RELATIVE;
  private String regularizationKind = "absolute";
  private List<Double> elboTrace = List.of();
  private @Nullable Long occupiedComponents;
  private List<SearchMove> moves = List.of();
  private final Map<String, Double> numbers = new LinkedHashMap<>();

  private FitJson() {}

  static JsonObject write(FitRecord fit) {
    JsonObject seconds = new JsonObject();
    seconds.put("read", fit.seconds().read());
    seconds.put("initialize", fit.seconds().initialize());
    seconds.put("em", fit.seconds().em());
    JsonObject json = new JsonObject();
    json.put("samples", fit.samples());
    json.put("totalWeight", fit.totalWeight());
    json.put("logLikelihood", fit.logLikelihood());
    json.put(
        "logLikelihoodTrace",
        fit.logLikelihoodTrace().stream().mapToDouble(Double::doubleValue).toArray());
    json.put("iterations", fit.iterations());
    json.put("converged", fit.converged());
    json.put("freeParameters", fit.freeParameters());
    json.put("bic", fit.bic());
    json.put("aic", fit.aic());
    json.put("backend", fit.backend());
    json.put("seed", fit.seed());
    json.put("tolerance", fit.tolerance());
    json.put("regularization", fit.regularization().amount());
    json.put("seconds", seconds);
    // What was not used, and what once was always so, is left out, so that older versions can read
    // the file.
    if (!fit.convergence().equals(RELATIVE)) {
      json.put("convergence", fit.convergence());
    }
    if (fit.regularization().isRelative()) {
      json.put("regularizationKind", RELATIVE);
    }
    if (fit.prior() != null) {
      json.put("prior", PriorJson.write(fit.prior()));
    }
    if (fit.maxEigenvalueRatio() != null) {
      json.put("maxEigenvalueRatio", fit.maxEigenvalueRatio());
    }
    if (fit.missing() != null) {
      json.put("missing", fit.missing().toJson());
    }
    if (fit.trimming() != null) {
      json.put("trimming", fit.trimming().toJson());
    }
    writeFactors(json, fit.factors());
    FitRecord.Variational variational = fit.variational();
    if (variational != null) {
      json.put(ELBO, variational.elbo());
      json.put(
          ELBO_TRACE,
          variational.elboTrace().stream().mapToDouble(Double::doubleValue).toArray());
      json.put(OCCUPIED, variational.occupiedComponents());
    }
    if (!fit.moves().isEmpty()) {
      json.put(MovesJson.NAME, MovesJson.write(fit.moves()));
    }
    return json;
  }

  private static void writeFactors(JsonObject json, FitRecord.@Nullable FactorSettings factors) {
    if (factors == null) {
      return;
    }
    json.put(NOISE_FLOOR, factors.noiseFloor());
    if (factors.scree() != null) {
      json.put(SCREE, factors.scree());
    }
  }

  static FitRecord read(JsonFile json) {
    FitJson fit = new FitJson();
    json.object("fit", PROPERTIES, OPTIONAL, fit::property);
    fit.checkBound(json);
    fit.checkFactors(json);
    return fit.toRecord();
  }

  private void property(JsonFile json, String property) {
    switch (property) {
      case "samples" -> samples = json.whole(property, 0, Long.MAX_VALUE);
      case "logLikelihoodTrace" ->
        trace = Arrays.stream(json.numbers(property, 1).values()).boxed().toList();
      case "iterations" -> iterations = json.whole(property, 0, Integer.MAX_VALUE);
      case "converged" -> converged = json.truth(property);
      case "freeParameters" -> freeParameters = json.whole(property, 0, Long.MAX_VALUE);
      case "convergence" -> convergence = json.text(property);
      case "regularizationKind" -> regularizationKind = kind(json, property);
      case "bic" -> numbers.put(property, json.numberOrNull(property));
      case "backend" -> backend = json.text(property);
      case "seed" -> seed = json.whole(property, Long.MIN_VALUE, Long.MAX_VALUE);
      case ELBO_TRACE ->
        elboTrace = Arrays.stream(json.numbers(property, 1).values()).boxed().toList();
      case OCCUPIED -> occupiedComponents = json.whole(property, 0, Integer.MAX_VALUE);
      case MovesJson.NAME -> moves = MovesJson.read(json);
      case "prior" -> prior = PriorJson.read(json, property);
      case "missing" -> missing = MissingCounts.read(json, property);
      case "trimming" -> trimming = TrimmingRecord.read(json, property);
      case "seconds" -> json.object(property, SECONDS, this::number);
      default -> number(json, property);
    }
  }

  /** The bound and what belongs to it are all there, or nothing of it. */
  private void checkBound(JsonFile json) {
    if (elboTrace.isEmpty() && !numbers.containsKey(ELBO) && occupiedComponents == null) {
      return;
    }
    if (occupiedComponents == null) {
      throw json.refusal("fit has elbo and no " + OCCUPIED);
    }
    double elbo = get(ELBO);
    if (elboTrace.isEmpty() || elboTrace.get(elboTrace.size() - 1) != elbo) {
      throw json.refusal("elbo must be the last number of elboTrace, but was " + elbo);
    }
  }

  /** Numbers of factors are found with a floor of noise, which older files do not tell. */
  private void checkFactors(JsonFile json) {
    Double floor = numbers.get(NOISE_FLOOR);
    if (floor == null) {
      return;
    }
    try {
      factors = new FitRecord.FactorSettings(floor, numbers.get(SCREE));
    } catch (IllegalArgumentException e) {
      throw json.refusal("fit: " + e.getMessage());
    }
  }

  private void number(JsonFile json, String property) {
    numbers.put(property, json.number(property));
  }

  private FitRecord toRecord() {
    return new FitRecord(
        samples,
        get("totalWeight"),
        get("logLikelihood"),
        trace,
        (int) iterations,
        converged,
        freeParameters,
        get("bic"),
        get("aic"),
        backend,
        seed,
        convergence,
        get("tolerance"),
        new Regularization(
            regularizationKind.equals(RELATIVE), numbers.getOrDefault("regularization", 0.0)),
        new FitRecord.Seconds(get("read"), get("initialize"), get("em")),
        prior,
        numbers.get("maxEigenvalueRatio"),
        missing,
        trimming,
        occupiedComponents == null
            ? null
            : new FitRecord.Variational(elboTrace, occupiedComponents.intValue()),
        moves,
        factors);
  }

  private static String kind(JsonFile json, String property) {
    String kind = json.text(property);
    if (!kind.equals(RELATIVE) && !kind.equals("absolute")) {
      throw json.refusal(property + " must be relative or absolute, but was " + kind);
    }
    return kind;
  }

  private double get(String property) {
    return numbers.getOrDefault(property, Double.NaN);
  }
}
