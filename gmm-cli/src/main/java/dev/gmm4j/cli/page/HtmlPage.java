package dev.gmm4j.cli.fit;

import dev.gmm4j.cli.run.PlainText;
import java.util.List;

/** A page of HTML that is also well-formed XML, as it grows; texts are escaped. */
final class HtmlPage {
  private final StringBuilder page = new StringBuilder();

  /** Appends tags. */
  HtmlPage tags(String tags) {
    page.append(tags).append('\n');
    return this;
  }

  /** Appends an element that has nothing but text. */
  HtmlPage element(String name, String text) {
    page.append('<').append(name).append('>');
    page.append(escaped(text)).append("</").append(name).append(">\n");
    return this;
  }

  /** Appends names and values, a row each. */
  HtmlPage properties(List<List<String>> rows) {
    tags("<table class=\"properties\">");
    for (List<String> row : rows) {
      page.append("<tr>").append(cell("th scope=\"row\"", row.get(0)));
      page.append(cell("td", row.get(1))).append("</tr>\n");
    }
    return tags("</table>");
  }

  /** Appends a table of numbers whose first row and column are headings; what is too wide can be scrolled. */
  HtmlPage numbers(List<List<String>> rows) {
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
