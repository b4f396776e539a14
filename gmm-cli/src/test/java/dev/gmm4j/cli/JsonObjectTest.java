package dev.gmm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonObjectTest {
  @Test
  void toString_isJson() {
    String text = "\"quoted\" \\ tab\t line\n é \u0001";
    JsonObject object = new JsonObject()
        .put("text", text)
        .put("none", (String) null)
        .put("whole", Long.MAX_VALUE)
        .put("number", 1e-300)
        .put("infinite", Double.NEGATIVE_INFINITY)
        .put("truth", true)
        .put("empty", List.of())
        .put("list", List.of(new JsonObject().put("a", 1), new JsonObject()));

    JsonNode json = JsonMapper.shared().readTree(object.toString());

    assertThat(json.get("text").asString()).isEqualTo(text);
    assertThat(json.get("none").isNull()).isTrue();
    assertThat(json.get("whole").asLong()).isEqualTo(Long.MAX_VALUE);
    assertThat(json.get("number").asDouble()).isEqualTo(1e-300);
    assertThat(json.get("infinite").isNull()).isTrue();
    assertThat(json.get("truth").asBoolean()).isTrue();
    assertThat(json.get("empty").isEmpty()).isTrue();
    assertThat(json.get("list").get(0).get("a").asInt()).isEqualTo(1);
    assertThat(json.get("list").get(1).isEmpty()).isTrue();
  }
}
