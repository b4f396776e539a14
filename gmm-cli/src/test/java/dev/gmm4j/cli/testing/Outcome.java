package dev.gmm4j.cli.testing;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The result of one run of the command. */
public record Outcome(int status, String out, String err) {

  /** Asserts that all went well and nothing was said on standard error; returns standard output. */
  public String done() {
    assertThat(err).isEmpty();
    assertThat(status).isZero();
    return out;
  }

  /** Returns standard output as JSON, and asserts that it is nothing else. */
  public JsonNode json() {
    return JsonMapper.shared().readTree(done());
  }

  /** Asserts that the run failed with one line on standard error; returns that line. */
  public String failed(int expectedStatus) {
    assertThat(out).isEmpty();
    assertThat(err).endsWith("\n");
    String line = err.strip();
    assertThat(line).doesNotContain("\n").doesNotContain("Exception").startsWith("gmm");
    assertThat(status).as(line).isEqualTo(expectedStatus);
    return line;
  }

  /** Removes from a model what a clock told, and returns the model. */
  public static JsonNode withoutTimes(JsonNode model) {
    ((ObjectNode) model.get("fit")).remove("seconds");
    return model;
  }
}
