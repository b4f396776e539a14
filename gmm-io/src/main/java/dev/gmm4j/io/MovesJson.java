package dev.gmm4j.io;

import dev.gmm4j.em.SearchMove;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The {@code fit.moves} array of a model file: what the search of the best restart tried. */
final class MovesJson {
  static final String NAME = "moves";
  private static final List<String> PROPERTIES =
      List.of("merged", "with", "split", "before", "after", "kept");

  private MovesJson() {}

  static List<JsonObject> write(List<SearchMove> moves) {
    List<JsonObject> written = new ArrayList<>();
    for (SearchMove move : moves) {
      written.add(new JsonObject()
          .put("merged", move.merged())
          .put("with", move.with())
          .put("split", move.split())
          .put("before", move.before())
          .put("after", move.after())
          .put("kept", move.accepted()));
    }
    return written;
  }

  static List<SearchMove> read(JsonFile json) {
    List<Map<String, Object>> moves = new ArrayList<>();
    json.objects(NAME, PROPERTIES, List.of(), (file, index, property) -> {
      if (moves.size() <= index) {
        moves.add(new HashMap<>());
      }
      Object value = switch (property) {
        case "kept" -> file.truth(property);
        case "before" -> file.number(property);
        case "after" -> file.numberOrNull(property);
        default -> (int) file.whole(property, 0, Integer.MAX_VALUE);
      };
      moves.get(index).put(property, value);
    });
    return moves.stream().map(MovesJson::move).toList();
  }

  private static SearchMove move(Map<String, Object> properties) {
    return new SearchMove(
        (int) properties.getOrDefault("merged", 0),
        (int) properties.getOrDefault("with", 0),
        (int) properties.getOrDefault("split", 0),
        (double) properties.getOrDefault("before", Double.NaN),
        (double) properties.getOrDefault("after", Double.NaN),
        (boolean) properties.getOrDefault("kept", false));
  }
}
