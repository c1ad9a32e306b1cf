package org.samling.cql;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.samling.cql.CqlNode.Operation;
import org.samling.cql.CqlNode.Prefix;
import org.samling.cql.CqlNode.SearchClause;

/**
 * Writes queries as XCQL, the XML form of CQL (SRU 1.1 and 1.2, "XCQL"; OASIS searchRetrieve 1.0,
 * part 5, appendix).
 */
public final class XcqlWriter {

  private final XMLStreamWriter xml;
  private final String namespace;

  /** The element of an operator, which the schemas spell differently. */
  private final String operatorElement;

  /** Whether prefixes stand in the part for which they hold; else before all parts. */
  private final boolean hasPrefixesInParts;

  private XcqlWriter(XMLStreamWriter xml, boolean is20) {
    this.xml = xml;
    namespace =
        is20 ? "http://docs.oasis-open.org/ns/search-ws/xcql" : "http://www.loc.gov/zing/cql/xcql/";
    operatorElement = is20 ? "Boolean" : "boolean";
    hasPrefixesInParts = !is20;
  }

  /** Writes a query in the form of SRU 1.1 and 1.2. */
  public static void write(XMLStreamWriter xml, CqlQuery query) throws XMLStreamException {
    var writer = new XcqlWriter(xml, false);
    writer.node(query.root(), true);
    if (!query.sortKeys().isEmpty()) {
      writer.sortKeys(query, true);
    }
  }

  /** Writes a query in the form of SRU 2.0. */
  public static void write20(XMLStreamWriter xml, CqlQuery query) throws XMLStreamException {
    var writer = new XcqlWriter(xml, true);
    writer.start("xcql", true);
    var prefixes = new LinkedHashMap<String, Prefix>();
    gather(query.root(), prefixes);
    writer.prefixes(prefixes.values());
    if (query.root() instanceof SearchClause) {
      // The schema allows only a triple here.
      writer.start("triple", false);
      writer.node(query.root(), false);
      writer.end();
    } else {
      writer.node(query.root(), false);
    }
    if (!query.sortKeys().isEmpty()) {
      writer.sortKeys(query, false);
    }
    writer.end();
  }

  /** The prefixes of all parts; of two with one name the outer or earlier counts. */
  private static void gather(CqlNode node, Map<String, Prefix> gathered) {
    node.prefixes().forEach(p -> gathered.putIfAbsent(Objects.toString(p.name(), ""), p));
    if (node instanceof Operation operation) {
      gather(operation.left(), gathered);
      gather(operation.right(), gathered);
    }
  }

  private void prefixesOf(CqlNode part) throws XMLStreamException {
    if (hasPrefixesInParts) {
      prefixes(part.prefixes());
    }
  }

  /** Recursion is as deep as the parser allows. */
  private void node(CqlNode node, boolean outermost) throws XMLStreamException {
    switch (node) {
      case SearchClause(_, var index, var relation, var term) -> {
        start("searchClause", outermost);
        prefixesOf(node);
        element("index", index);
        start("relation", false);
        element("value", relation.comparitor());
        modifiers(relation.modifiers());
        end();
        element("term", term);
        end();
      }
      case Operation(_, var operator, var modifiers, var left, var right) -> {
        start("triple", outermost);
        prefixesOf(node);
        start(operatorElement, false);
        element("value", operator.name().toLowerCase(Locale.ROOT));
        modifiers(modifiers);
        end();
        start("leftOperand", false);
        node(left, false);
        end();
        start("rightOperand", false);
        node(right, false);
        end();
        end();
      }
    }
  }

  private void prefixes(Collection<Prefix> prefixes) throws XMLStreamException {
    if (prefixes.isEmpty()) {
      return;
    }
    start("prefixes", false);
    for (var prefix : prefixes) {
      start("prefix", false);
      if (prefix.name() != null) {
        element("name", prefix.name());
      }
      element("identifier", prefix.identifier());
      end();
    }
    end();
  }

  private void modifiers(List<CqlModifier> modifiers) throws XMLStreamException {
    if (modifiers.isEmpty()) {
      return;
    }
    start("modifiers", false);
    for (var modifier : modifiers) {
      start("modifier", false);
      element("type", modifier.name());
      if (modifier.comparison() != null && modifier.value() != null) {
        element("comparison", modifier.comparison());
        element("value", modifier.value());
      }
      end();
    }
    end();
  }

  private void sortKeys(CqlQuery query, boolean outermost) throws XMLStreamException {
    start("sortKeys", outermost);
    for (var key : query.sortKeys()) {
      start("key", false);
      element("index", key.index());
      modifiers(key.modifiers());
      end();
    }
    end();
  }

  private void start(String name, boolean declares) throws XMLStreamException {
    xml.writeStartElement("", name, namespace);
    if (declares) {
      xml.writeDefaultNamespace(namespace);
    }
  }

  private void end() throws XMLStreamException {
    xml.writeEndElement();
  }

  private void element(String name, String text) throws XMLStreamException {
    start(name, false);
    xml.writeCharacters(text);
    end();
  }
}
