package org.samling.routes.sru;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.samling.routes.catalogue.RecordSchema;
import org.samling.routes.cql.ContextSet;
import org.samling.routes.cql.CqlIndexes;
import org.samling.sru.Explanation;
import org.samling.sru.Explanation.Fact;
import org.samling.sru.Explanation.Index;
import org.samling.sru.Explanation.Name;
import org.samling.sru.SruRequest.Explain;
import org.samling.sru.SruResponse;
import org.samling.sru.SruResponse.ExplainResult;

/** Answers explain from the tables that searches use. */
final class SruExplain {

  private static final List<Index> INDEXES =
      CqlIndexes.ALL.stream()
          .map(index ->
              new Index(
                  index.title(),
                  index.names().stream()
                      .map(name -> new Name(name.set().prefix(), name.name()))
                      .toList(),
                  index.use(),
                  index.field().isListed(),
                  index.sort() != null,
                  index.relations()))
          .toList();

  private static final List<Explanation.Schema> SCHEMAS =
      Arrays.stream(RecordSchema.values())
          .map(s -> new Explanation.Schema(s.label(), s.identifier(), s.title(), false))
          .toList();

  private static final List<Fact> SETTINGS =
      List.of(
          new Fact("maximumRecords", Integer.toString(SruSettings.MAX_RECORDS)),
          new Fact("resultSetTTL", "0"));

  private static final List<Fact> DEFAULTS =
      List.of(
          new Fact("contextSet", ContextSet.CQL.prefix()),
          new Fact("index", "cql.serverChoice"),
          new Fact("relation", "="),
          new Fact("retrieveSchema", RecordSchema.MARCXML.label()),
          new Fact("numberOfRecords", Integer.toString(SruSettings.DEFAULT_RECORDS)));

  private static final List<Fact> SUPPORTS =
      Stream.of(
              facts("relation", "= == exact <> < <= > >= any all adj scr within"),
              facts(
                  "relationModifier",
                  "masked unmasked word string relevant ignoreCase ignoreAccents"),
              facts("booleanModifier", "distance unit ordered unordered"),
              facts("maskingCharacter", "* ? ^"),
              facts("sortModifier", "ascending descending missingLow missingHigh missingFail"),
              facts("proximity", "word element"),
              facts("recordXMLEscaping", "xml string"))
          .flatMap(s -> s)
          .toList();

  private SruExplain() {}

  private static Stream<Fact> facts(String type, String values) {
    return Arrays.stream(values.split(" ", -1)).map(value -> new Fact(type, value));
  }

  static SruResponse explain(SruExchange<Explain> exchange) {
    var address = exchange.address();
    return new ExplainResult(
        new Explanation(
            new Explanation.Address(
                address.host(), address.port(), address.path(), address.isSecure()),
            exchange.database().title(),
            "The live catalogue, latest publications first",
            Arrays.stream(ContextSet.values())
                .map(s -> new Explanation.ContextSet(s.prefix(), s.identifier()))
                .toList(),
            INDEXES,
            SCHEMAS,
            SETTINGS,
            DEFAULTS,
            SUPPORTS),
        exchange.request().escaping(),
        List.of());
  }
}
