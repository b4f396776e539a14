package dev.gmm4j.cli.page;

import dev.gmm4j.cli.run.PlainText;
import dev.gmm4j.cli.run.ProgramVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A page of HTML that is also well-formed XML, as it grows; texts are escaped. */
public final class HtmlPage {
  private static final int MOST_FILE_CHARACTERS = 500_000;

  private final StringBuilder page = new StringBuilder();

  private HtmlPage() {}

  /** Returns a page that has a title and nothing else yet. */
  public static HtmlPage of(String title) {
    return new HtmlPage()
        .tags("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>")
        // Nothing is fetched, whatever a browser or what is in the data has in mind.
        .tags("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
            + " style-src 'unsafe-inline'; img-src data:\"/>")
        .tags("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>")
        .element("title", title)
        .tags("<style>\n" + style() + "</style>\n</head>\n<body>\n<main>")
        .element("h1", title);
  }

  private static String style() {
    try (InputStream in = HtmlPage.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css is missing in the jar of gmm-cli");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Appends what the user should read first, if anything. */
  public HtmlPage notes(List<String> notes) {
    if (!notes.isEmpty()) {
      tags("<ul class=\"notes\">");
      notes.forEach(note -> element("li", note));
      tags("</ul>");
    }
    return this;
  }

  /**
   * Appends how the page was made.
   *
   * @param call the command
   * @param heading of the file
   * @param file the text of the file that the command can write, left out where it is long; empty for none
   */
  public HtmlPage origin(String call, String heading, String file) {
    element("h2", "The command").element("pre", call);
    if (!file.isEmpty() && file.length() <= MOST_FILE_CHARACTERS) {
      tags("<details>").element("summary", heading).element("pre", file).tags("</details>");
    }
    return element("footer", ProgramVersion.line());
  }

  /** Returns the text of the page, which ends here. */
  public String end() {
    return tags("</main>\n</body>\n</html>").toString();
  }

  /** Appends tags. */
  public HtmlPage tags(String tags) {
    page.append(tags).append('\n');
    return this;
  }

  /** Appends an element that has nothing but text. */
  public HtmlPage element(String name, String text) {
    page.append('<').append(name).append('>');
    page.append(escaped(text)).append("</").append(name).append(">\n");
    return this;
  }

  /** Appends names and values, a row each. */
  public HtmlPage properties(List<List<String>> rows) {
    tags("<table class=\"properties\">");
    for (List<String> row : rows) {
      page.append("<tr>").append(cell("th scope=\"row\"", row.get(0)));
      page.append(cell("td", row.get(1))).append("</tr>\n");
    }
    return tags("</table>");
  }

  /** Appends a table of numbers whose first row and column are headings; what is too wide can be scrolled. */
  public HtmlPage numbers(List<List<String>> rows) {
    tags("<div class=\"scroll\"><table class=\"numbers\">");
    for (int i = 0; i < rows.size(); i++) {
      page.append(i == 0 ? "<thead><tr>" : i == 1 ? "<tbody><tr>" : "<tr>");
      for (int j = 0; j < rows.get(i).size(); j++) {
        String name = i == 0 ? "th scope=\"col\"" : j == 0 ? "th scope=\"row\"" : "td";
        page.append(cell(name, rows.get(i).get(j)));
      }
      page.append(i == 0 ? "</tr></thead>\n" : "</tr>\n");
    }
    return tags("</tbody></table></div>");
  }

  private static String cell(String name, String text) {
    return "<" + name + ">" + escaped(text) + "</" + name.substring(0, 2) + ">";
  }

  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    // Neither is there a way to write control characters in XML, nor may text turn other text
    // round.
    PlainText.lines(text).codePoints().forEach(c -> {
      switch (c) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        case '"' -> escaped.append("&quot;");
        default -> escaped.appendCodePoint(c);
      }
    });
    return escaped.toString();
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
