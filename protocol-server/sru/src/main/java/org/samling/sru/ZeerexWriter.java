package org.samling.sru;

import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.samling.sru.Explanation.Fact;
import org.samling.sru.Explanation.Index;

/** Writes the capabilities of a database as a record of ZeeRex 2.0. */
final class ZeerexWriter {

  /** The namespace of the record, and the identifier of its schema. */
  static final String NAMESPACE = "http://explain.z3950.org/dtd/2.0/";

  private final XMLStreamWriter xml;

  private ZeerexWriter(XMLStreamWriter xml) {
    this.xml = xml;
  }

  static String write(XMLOutputFactory factory, SruVersion version, Explanation explanation)
      throws XMLStreamException {
    var text = new StringWriter();
    var xml = factory.createXMLStreamWriter(text);
    new ZeerexWriter(xml).explain(version, explanation);
    xml.close();
    return text.toString();
  }

  private void explain(SruVersion version, Explanation explanation) throws XMLStreamException {
    start("explain");
    xml.writeDefaultNamespace(NAMESPACE);
    start("serverInfo");
    xml.writeAttribute("protocol", "SRU");
    xml.writeAttribute("version", version.label());
    xml.writeAttribute("transport", explanation.isSecure() ? "https" : "http");
    xml.writeAttribute("method", "GET POST");
    element("host", explanation.host());
    element("port", Integer.toString(explanation.port()));
    element("database", explanation.database());
    end();
    start("databaseInfo");
    primary("title", explanation.title());
    primary("description", explanation.description());
    end();
    start("indexInfo");
    for (var set : explanation.sets()) {
      start("set");
      xml.writeAttribute("name", set.name());
      xml.writeAttribute("identifier", set.identifier());
      end();
    }
    for (var index : explanation.indexes()) {
      index(index);
    }
    end();
    start("schemaInfo");
    for (var schema : explanation.schemas()) {
      start("schema");
      xml.writeAttribute("name", schema.name());
      xml.writeAttribute("identifier", schema.identifier());
      xml.writeAttribute("sort", Boolean.toString(schema.canSort()));
      element("title", schema.title());
      end();
    }
    end();
    start("configInfo");
    facts("default", explanation.defaults());
    facts("setting", explanation.settings());
    facts("supports", explanation.supports());
    end();
    end();
  }

  private void index(Index index) throws XMLStreamException {
    start("index");
    xml.writeAttribute("search", "true");
    xml.writeAttribute("scan", Boolean.toString(index.canScan()));
    xml.writeAttribute("sort", Boolean.toString(index.canSort()));
    primary("title", index.title());
    for (var name : index.names()) {
      start("map");
      start("name");
      xml.writeAttribute("set", name.set());
      xml.writeCharacters(name.name());
      end();
      end();
    }
    if (index.use().isPresent()) {
      start("map");
      start("attr");
      xml.writeAttribute("type", "1");
      xml.writeAttribute("set", "bib-1");
      xml.writeCharacters(Integer.toString(index.use().getAsInt()));
      end();
      end();
    }
    start("configInfo");
    for (var relation : index.relations()) {
      fact("supports", new Fact("relation", relation));
    }
    end();
    end();
  }

  private void facts(String name, List<Fact> facts) throws XMLStreamException {
    for (var fact : facts) {
      fact(name, fact);
    }
  }

  private void fact(String name, Fact fact) throws XMLStreamException {
    start(name);
    xml.writeAttribute("type", fact.type());
    xml.writeCharacters(fact.value());
    end();
  }

  private void primary(String name, String text) throws XMLStreamException {
    start(name);
    xml.writeAttribute("lang", "en");
    xml.writeAttribute("primary", "true");
    xml.writeCharacters(text);
    end();
  }

  private void start(String name) throws XMLStreamException {
    xml.writeStartElement("", name, NAMESPACE);
  }

  private void end() throws XMLStreamException {
    xml.writeEndElement();
  }

  private void element(String name, String text) throws XMLStreamException {
    start(name);
    xml.writeCharacters(text);
    end();
  }
}
