package org.samling.routes.sru;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.samling.core.catalogue.RecordRenderer;
import org.samling.core.circulation.Holding;
import org.samling.core.circulation.Inquiries;
import org.samling.core.search.FoundRecord;
import org.samling.core.search.ResultSet;
import org.samling.cql.DiagnosticCode;
import org.samling.routes.catalogue.ItemTexts;
import org.samling.routes.catalogue.LiveItems;
import org.samling.routes.catalogue.RecordSchema;
import org.samling.routes.catalogue.RecordWriter;
import org.samling.sru.SruDiagnostic;
import org.samling.sru.SruRequest.SearchRetrieve;
import org.samling.sru.SruResponse.Entry;
import org.samling.sru.SruResponse.RecordEntry;
import org.samling.sru.SruResponse.SurrogateDiagnostic;

/**
 * Gets records of a result set, as many as a response holds. Their current items are included if
 * the schema has room for them.
 */
final class SruRecords {

  /** How many records are read together, and their items from the store. */
  private static final int READ_AT_ONCE = 50;

  private final Inquiries inquiries;
  private final RecordRenderer renderer;

  SruRecords(Inquiries inquiries, RecordRenderer renderer) {
    this.inquiries = inquiries;
    this.renderer = renderer;
  }

  /**
   * Gets records.
   *
   * @param found the result set
   * @param number how many at most
   */
  List<Entry> records(
      SruExchange<SearchRetrieve> exchange, ResultSet found, RecordSchema schema, int number) {
    var writer = new RecordWriter(renderer, ItemTexts.of(exchange.account()));
    var entries = new ArrayList<Entry>();
    var start = exchange.request().startRecord();
    var size = 0L;
    while (entries.size() < number) {
      var from = start + entries.size();
      var records = found.records(from, Math.min(READ_AT_ONCE, number - entries.size()));
      if (records.isEmpty()) {
        break;
      }
      var items =
          includesItems(schema)
              ? LiveItems.of(inquiries, exchange.database().scope(), records)
              : Map.<UUID, List<Holding>>of();
      for (var record : records) {
        var data = render(record, schema, writer, items.getOrDefault(record.ref().id(), List.of()));
        size += data.map(String::length).orElse(0);
        if (size > SruSettings.MAX_RESPONSE_SIZE && !entries.isEmpty()) {
          return entries;
        }
        entries.add(entry(start + entries.size(), schema, data));
      }
    }
    return entries;
  }

  private static Entry entry(long position, RecordSchema schema, Optional<String> data) {
    return data.<Entry>map(xml -> new RecordEntry(position, schema.identifier(), xml))
        .orElseGet(() ->
            new SurrogateDiagnostic(
                position,
                new SruDiagnostic(DiagnosticCode.RECORD_NOT_AVAILABLE_IN_SCHEMA, schema.label())));
  }

  private static boolean includesItems(RecordSchema schema) {
    return schema.syntax() == null || RecordWriter.includesItems(schema.syntax());
  }

  private static Optional<String> render(
      FoundRecord record, RecordSchema schema, RecordWriter writer, List<Holding> items) {
    var syntax = schema.syntax();
    return syntax == null
        ? Optional.of(writer.iso20775(record, items))
        : writer
            .bibliographic(record, items, syntax, false)
            .map(bytes -> new String(bytes.toArray(), UTF_8));
  }
}
