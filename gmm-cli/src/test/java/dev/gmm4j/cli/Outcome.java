package dev.gmm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What one run of the command came to. */
record Outcome(int status, String out, String err) {

  /** Asserts that all went well and nothing was said on standard error; returns standard output. */
  String done() {
    assertThat(err).isEmpty();
    assertThat(status).isZero();
    return out;
  }

  /** Returns standard output as JSON, and asserts that it is nothing else. */
  JsonNode json() {
    return JsonMapper.shared().readTree(done());
  }

  /** Asserts that the run failed with one line on standard error; returns that line. */
  String failed(int expectedStatus) {
    assertThat(out).isEmpty();
    assertThat(err).endsWith("\n");
    String line = err.strip();
    assertThat(line).doesNotContain("\n").doesNotContain("Exception").startsWith("gmm");
    assertThat(status).as(line).isEqualTo(expectedStatus);
    return line;
  }
}
