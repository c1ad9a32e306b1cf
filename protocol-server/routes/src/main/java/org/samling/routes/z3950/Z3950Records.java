package org.samling.routes.z3950;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordRenderer;
import org.samling.core.catalogue.WorkLevels;
import org.samling.core.circulation.Holding;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.Cancellation;
import org.samling.core.search.FoundRecord;
import org.samling.routes.catalogue.ItemTexts;
import org.samling.routes.catalogue.LiveItems;
import org.samling.routes.catalogue.RecordWriter;
import org.samling.routes.z3950.Z3950Session.NamedSet;
import org.samling.z3950.Z3950Response.PresentStatus;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.DefaultDiagFormat;
import org.samling.z3950.data.External;
import org.samling.z3950.data.NamePlusRecord;
import org.samling.z3950.data.NamePlusRecord.DatabaseRecord;
import org.samling.z3950.data.Records;

/** Gets records of a result set with their current items, as many as fit in an answer. */
final class Z3950Records {

  /** How many records are read together, and their items from the store. */
  private static final int READ_AT_ONCE = 50;

  private final Inquiries inquiries;
  private final WorkLevels works;
  private final RecordRenderer renderer;

  Z3950Records(Inquiries inquiries, WorkLevels works, RecordRenderer renderer) {
    this.inquiries = inquiries;
    this.works = works;
    this.renderer = renderer;
  }

  /**
   * The records for an answer.
   *
   * @param segments the segments to send before the answer, each a list of records
   * @param number the number of records, including those in segments
   * @param next the position after the last of them, or 0 at the end of the set
   * @param status whether they are all that was requested
   * @param records the records in the answer itself, or the diagnostic
   */
  record Presented(
      List<List<NamePlusRecord>> segments,
      long number,
      long next,
      PresentStatus status,
      @Nullable Records records) {

    /** No records, with a diagnostic. */
    static Presented failure(long next, DefaultDiagFormat diagnostic) {
      return new Presented(
          List.of(),
          0,
          next,
          PresentStatus.FAILURE,
          new Records.NonSurrogateDiagnostic(diagnostic));
    }
  }

  /**
   * Gets records.
   *
   * @param start the position of the first; with {@code number} within the set
   * @param number how many
   * @param segments into how many segments they may be divided, 1 or more
   * @throws CancellationException where the client cancels before the first record is read
   */
  Presented present(
      Z3950Session session,
      NamedSet set,
      long start,
      long number,
      RecordRequest wanted,
      long segments) {
    var message = new Message(session, set, wanted, segments);
    var position = start;
    var end = start + Math.min(number, Z3950Settings.MAX_RECORDS);
    while (position < end && !message.full && !isCancelled()) {
      position +=
          message.add(set.found().records(position, (int) Math.min(READ_AT_ONCE, end - position)));
    }
    if (position == start && isCancelled()) {
      throw new CancellationException("the client cancelled the request");
    }
    var status =
        position - start == number
            ? PresentStatus.SUCCESS
            : isCancelled() ? PresentStatus.PARTIAL_3 : PresentStatus.PARTIAL_2;
    return new Presented(
        message.segments,
        position - start,
        position > set.found().count() ? 0 : position,
        status,
        new Records.ResponseRecords(message.records));
  }

  private static boolean isCancelled() {
    var cancellation = Cancellation.current();
    return cancellation != null && cancellation.isRequested();
  }

  /** The records of the multipart works that records belong to. */
  private Map<UUID, List<MarcContent>> levels(List<FoundRecord> records) {
    var byOwner = new HashMap<@Nullable TenantId, List<UUID>>();
    for (var record : records) {
      byOwner.computeIfAbsent(record.ref().owner(), _ -> new ArrayList<>()).add(record.ref().id());
    }
    var levels = new HashMap<UUID, List<MarcContent>>();
    byOwner.forEach((owner, ids) -> levels.putAll(works.of(owner, ids)));
    return levels;
  }

  /** An answer that is filled segment by segment. */
  private final class Message {

    private final Z3950Session session;
    private final NamedSet set;
    private final RecordRequest wanted;
    private final RecordFormatter forms;
    private final long mostSegments;
    private final List<List<NamePlusRecord>> segments = new ArrayList<>();
    private List<NamePlusRecord> records = new ArrayList<>();
    private long sizeOfSegments;
    private long size;
    private boolean full;

    Message(Z3950Session session, NamedSet set, RecordRequest wanted, long mostSegments) {
      this.session = session;
      this.set = set;
      this.wanted = wanted;
      this.mostSegments = mostSegments;
      this.forms =
          new RecordFormatter(
              new RecordWriter(renderer, ItemTexts.of(session.account())),
              session.codec().charset(),
              session.usmarc());
    }

    /** Adds records until one doesn't fit; returns how many were added. */
    int add(List<FoundRecord> found) {
      var items =
          wanted.form().includesItems()
              ? LiveItems.of(inquiries, set.scope(), found)
              : Map.<UUID, List<Holding>>of();
      var levels = wanted.form().needsWork() ? levels(found) : Map.<UUID, List<MarcContent>>of();
      var added = 0;
      for (var record : found) {
        var written =
            forms
                .write(
                    record,
                    items.getOrDefault(record.ref().id(), List.of()),
                    levels.getOrDefault(record.ref().id(), List.of()),
                    wanted)
                .orElse(null);
        var length = written == null ? 0 : written.content().size();
        if (size + length > session.preferredMessageSize() && !records.isEmpty()) {
          if (!beginsAnother(length)) {
            full = true;
            return added;
          }
          segments.add(records);
          records = new ArrayList<>();
          sizeOfSegments += size;
          size = 0;
        }
        // A single record may be larger than the message that the client prefers.
        var limit =
            records.isEmpty() ? session.exceptionalRecordSize() : session.preferredMessageSize();
        size += length;
        records.add(new NamePlusRecord(set.database(), place(record, written, limit)));
        added++;
      }
      return added;
    }

    private boolean beginsAnother(int length) {
      return segments.size() + 1 < mostSegments
          && sizeOfSegments + size + length <= Z3950Settings.MAX_AGGREGATE_SIZE;
    }

    private DatabaseRecord place(FoundRecord record, @Nullable External written, long limit) {
      if (written == null) {
        return diagnostic(
            Bib1Diagnostic.RECORD_NOT_AVAILABLE_IN_SYNTAX,
            switch (wanted.form()) {
              case RecordRequest.Form.WorkPart _ -> "the work has no record of this level";
              case RecordRequest.Form.Bibliographic(var syntax, _)
                  when syntax.marc() == MarcFormat.UNIMARC && record.marc() != MarcFormat.UNIMARC ->
                  "the record is in %s, and there is no conversion to UNIMARC"
                      .formatted(record.marc());
              default -> "the record is too large for ISO 2709; request XML";
            });
      }
      var size = written.content().size();
      return size > limit
          ? diagnostic(
              Bib1Diagnostic.RECORD_EXCEEDS_EXCEPTIONAL_RECORD_SIZE, Integer.toString(size))
          : new NamePlusRecord.RetrievalRecord(written);
    }
  }

  private static DatabaseRecord diagnostic(Bib1Diagnostic condition, String addinfo) {
    return new NamePlusRecord.SurrogateDiagnostic(DefaultDiagFormat.of(condition, addinfo));
  }
}
