package dev.gmm4j.cli.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** A page of HTML that is well-formed XML. */
public final class HtmlDocument {
  private final Document document;

  /** Reads a page. */
  public HtmlDocument(Path file) throws IOException {
    try {
      // Without name spaces: those of pictures are no matter here.
      document = DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(Files.newInputStream(file));
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(file + " is not well-formed", e);
    }
  }

  /** Returns the texts of what an XPath finds. */
  public List<String> texts(String path) {
    try {
      NodeList nodes = (NodeList)
          XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < nodes.getLength(); i++) {
        texts.add(nodes.item(i).getTextContent().strip());
      }
      return texts;
    } catch (Exception e) {
      throw new AssertionError(path, e);
    }
  }
}
