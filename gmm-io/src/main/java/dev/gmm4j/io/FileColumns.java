package dev.gmm4j.io;

import java.util.Arrays;
import java.util.List;

/**
 * The columns of a file that are features.
 *
 * @param names the features' names
 * @param options how options name them
 * @param indices where they are in the file, from 0
 * @param layout what the file looks like as text
 */
record FileColumns(
    List<String> names, List<String> options, List<Integer> indices, TextLayout layout) {

  static FileColumns of(ColumnChoice choice, TableShape shape, TextLayout layout) {
    return new FileColumns(
        List.copyOf(choice.names()),
        Arrays.stream(choice.features())
            .mapToObj(column -> choice.option(shape, column))
            .toList(),
        Arrays.stream(choice.features()).boxed().toList(),
        layout);
  }
}
