package dev.gmm4j.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Headings, paragraphs, tables and charts, written as Markdown and as HTML that needs no other file. */
final class Page {
  /** The folder of the charts, beside the Markdown. */
  static final String CHARTS = "benchmarks";

  private static final String STYLE = """
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 95em; margin: 2em auto; padding: 0 1em; color: #222; background: #fff; }
      p, ul { max-width: 60em; }
      table { border-collapse: collapse; font-size: 13px; }
      .scroll { overflow-x: auto; margin: 1em 0; }
      th, td { padding: .15em .6em; text-align: right; white-space: nowrap; border-bottom: 1px solid #ddd; }
      th { border-bottom: 2px solid #888; }
      th:first-child, td:first-child, th.text, td.text { text-align: left; }
      code { background: #f3f3f3; padding: 0 .2em; }
      svg { max-width: 100%; height: auto; }
      """;

  private final List<Block> blocks = new ArrayList<>();

  private interface Block {
    String markdown();

    String html();
  }

  private record Heading(int level, String text) implements Block {
    @Override
    public String markdown() {
      return "#".repeat(level) + " " + text;
    }

    @Override
    public String html() {
      return "<h" + level + ">" + inline(text) + "</h" + level + ">";
    }
  }

  private record Paragraph(String text) implements Block {
    @Override
    public String markdown() {
      return text;
    }

    @Override
    public String html() {
      return "<p>" + inline(text) + "</p>";
    }
  }

  /** Columns of text are to the left, of numbers to the right. */
  private record Table(List<String> header, int textColumns, List<List<String>> rows)
      implements Block {
    @Override
    public String markdown() {
      StringBuilder lines = new StringBuilder(line(header)).append("\n|");
      for (int i = 0; i < header.size(); i++) {
        lines.append(i < textColumns ? "---|" : "--:|");
      }
      rows.forEach(row -> lines.append('\n').append(line(row)));
      return lines.toString();
    }

    private static String line(List<String> cells) {
      return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    @Override
    public String html() {
      return "<div class=\"scroll\"><table>\n<tr>" + cells("th", header) + "</tr>\n"
          + rows.stream()
              .map(row -> "<tr>" + cells("td", row) + "</tr>\n")
              .collect(Collectors.joining())
          + "</table></div>";
    }

    private String cells(String tag, List<String> cells) {
      StringBuilder html = new StringBuilder();
      for (int i = 0; i < cells.size(); i++) {
        html.append('<')
            .append(tag)
            .append(i < textColumns ? " class=\"text\">" : ">")
            .append(inline(cells.get(i)))
            .append("</")
            .append(tag)
            .append('>');
      }
      return html.toString();
    }
  }

  /** Part of the HTML, and beside the Markdown a file of its own. */
  private record Chart(String name, String title, String svg) implements Block {
    @Override
    public String markdown() {
      return "![" + title + "](" + CHARTS + "/" + name + ".svg)";
    }

    @Override
    public String html() {
      return svg;
    }
  }

  Page heading(int level, String text) {
    blocks.add(new Heading(level, text));
    return this;
  }

  Page paragraph(String text) {
    blocks.add(new Paragraph(text));
    return this;
  }

  /** Adds a table whose first columns are text and whose others are numbers. */
  Page table(List<String> header, int textColumns, List<List<String>> rows) {
    blocks.add(new Table(header, textColumns, rows));
    return this;
  }

  /** Adds a chart: the name of its file, without an ending, and an SVG element. */
  Page chart(String name, String title, String svg) {
    blocks.add(new Chart(name, title, svg));
    return this;
  }

  /** Writes the Markdown and its charts, and the HTML. */
  void write(Path folder, String name, String title) throws IOException {
    Files.createDirectories(folder.resolve(CHARTS));
    for (Block block : blocks) {
      if (block instanceof Chart chart) {
        Files.writeString(folder.resolve(CHARTS).resolve(chart.name + ".svg"), chart.svg);
      }
    }
    Files.writeString(folder.resolve(name + ".md"), markdown());
    Files.writeString(folder.resolve(name + ".html"), html(title));
  }

  String markdown() {
    return blocks.stream().map(Block::markdown).collect(Collectors.joining("\n\n", "", "\n"));
  }

  String html(String title) {
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width\">\n<title>" + inline(title)
        + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n"
        + blocks.stream().map(Block::html).collect(Collectors.joining("\n"))
        + "\n</body>\n</html>\n";
  }

  /** Escapes what HTML would take for markup; text between backquotes is code, as in Markdown. */
  private static String inline(String text) {
    return escape(text)
        .replaceAll("`([^`]*)`", "<code>$1</code>")
        .replaceAll("\\*\\*([^*]*)\\*\\*", "<strong>$1</strong>");
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
