package dev.gmm4j.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** An SVG document, parsed as XML. */
record Svg(Document document) {

  static Svg of(Figure figure) {
    return parse(figure.toSvg());
  }

  static Svg parse(String text) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      Document document =
          factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
      assertThat(document.getDocumentElement().getNamespaceURI())
          .isEqualTo("http://www.w3.org/2000/svg");
      return new Svg(document);
    } catch (Exception e) {
      throw new AssertionError("not XML", e);
    }
  }

  /** The names of the groups, in order. */
  List<String> groups() {
    List<String> names = new ArrayList<>();
    for (Element group : elements("g")) {
      names.add(group.getFirstChild().getTextContent());
    }
    return names;
  }

  /** The first group of a name. */
  Element group(String name) {
    return elements("g").stream()
        .filter(group -> group.getFirstChild().getTextContent().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no group " + name + " among " + groups()));
  }

  List<Element> elements(String tag) {
    return elements(document.getDocumentElement(), tag);
  }

  static List<Element> elements(Element parent, String tag) {
    NodeList nodes = parent.getElementsByTagNameNS("*", tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
