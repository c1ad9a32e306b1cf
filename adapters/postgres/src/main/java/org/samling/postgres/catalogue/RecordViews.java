package org.samling.postgres.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.core.authorities.LinkedHeadings;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.MultipartWork;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordLayers;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.Json;
import org.samling.postgres.rows.JsonText;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;

/**
 * Combines records in danMARC2 with their layers and with the records above them in a work. These
 * are read for many records at once, with one query for each step up in a work: at most {@link
 * MultipartWork#DEPTH} more queries, none where no record is in danMARC2.
 */
final class RecordViews {

  private static final String COMMON =
      """
      select c.source, c.control_number, c.format, c.content, case when c.links -> 'uses' is not null then followed_headings(null, c.links) end as headings
      from unnest(:numbers) n (number) cross join unnest(:agencies) a (source)
      join common_record c on c.source = a.source and c.control_number = n.number
      where c.format like 'DANMARC2%'
      """;

  private static final String LOCAL =
      """
      select l.source, l.control_number, l.format, l.content, case when l.links -> 'uses' is not null then followed_headings(l.tenant_id, l.links) end as headings
      from unnest(:numbers) n (number) cross join unnest(:sources) a (source)
      join local_record l on l.tenant_id = :tenant and l.source = a.source and l.control_number = n.number
      where l.format like 'DANMARC2%'
      """;

  private static final List<String> COMMON_AGENCIES = commonAgencies();

  private final Database database;
  private final @Nullable TenantId tenant;
  private final Map<RecordKey, MarcContent> common = new HashMap<>();
  private final Map<RecordKey, MarcContent> local = new HashMap<>();

  /**
   * A record as it is stored.
   *
   * @param key its key
   * @param marc the format of its fields
   * @param content its own content, with the headings of authority records
   */
  public record StoredContent(RecordKey key, MarcFormat marc, MarcContent content) {

    private boolean isDanish() {
      return marc == MarcFormat.DANMARC2;
    }
  }

  /**
   * A stored record, as its row has it.
   *
   * @param headings the authority records that it follows, or null
   */
  record ContentRow(
      String source,
      String controlNumber,
      RecordFormat format,
      JsonText content,
      @Nullable JsonText headings) {

    StoredContent kept() {
      return new StoredContent(
          new RecordKey(source, controlNumber),
          format.marc(),
          shown(Json.readContent(content.json()), format, headings));
    }
  }

  /** A record's content, with the headings of the authority records that it follows. */
  static MarcContent shown(MarcContent own, RecordFormat format, @Nullable JsonText headings) {
    return headings == null
        ? own
        : LinkedHeadings.shown(own, format.marc(), Json.readHeadings(headings.json()));
  }

  private RecordViews(Database database, @Nullable TenantId tenant) {
    this.database = database;
    this.tenant = tenant;
  }

  /** Views of common records. */
  static RecordViews ofCommon(Database database, Collection<StoredContent> records) {
    var views = new RecordViews(database, null);
    views.read(records, views.common);
    return views;
  }

  /** Views of a tenant's records. */
  static RecordViews ofTenant(
      Database database, TenantId tenant, Collection<StoredContent> records) {
    var views = new RecordViews(database, tenant);
    views.read(records, views.local);
    return views;
  }

  private static List<String> commonAgencies() {
    var agencies = new ArrayList<String>(RecordLayers.BASE_AGENCIES);
    agencies.add(RecordLayers.ENRICHMENT_AGENCY);
    return List.copyOf(agencies);
  }

  private void read(Collection<StoredContent> records, Map<RecordKey, MarcContent> own) {
    var sources = new HashSet<String>();
    var numbers = new HashSet<String>();
    for (var record : records) {
      if (record.isDanish()) {
        own.put(record.key(), record.content());
        sources.add(record.key().source());
        numbers.add(record.key().number());
        MultipartWork.parentNumber(record.content()).ifPresent(numbers::add);
      }
    }
    var known = new HashSet<String>();
    for (var step = 0; step < MultipartWork.DEPTH && !numbers.isEmpty(); step++) {
      var found = read(numbers, sources);
      known.addAll(numbers);
      numbers.clear();
      for (var record : found) {
        MultipartWork.parentNumber(record.content())
            .filter(n -> !known.contains(n))
            .ifPresent(numbers::add);
      }
    }
  }

  private List<StoredContent> read(Set<String> numbers, Set<String> sources) {
    var found = new ArrayList<StoredContent>();
    var wanted =
        Parameters.of("numbers", SqlArray.texts(numbers))
            .and("agencies", SqlArray.texts(COMMON_AGENCIES))
            .and("sources", SqlArray.texts(sources));
    var read =
        new Pipeline().each(ContentRow.class, row -> take(row, common, found), COMMON, wanted);
    if (tenant == null) {
      database.ask(connection -> {
        read.commit(connection);
        return null;
      });
    } else {
      read.each(ContentRow.class, row -> take(row, local, found), LOCAL, wanted);
      database.inTenant(tenant, read);
    }
    return found;
  }

  private static void take(
      ContentRow row, Map<RecordKey, MarcContent> into, List<StoredContent> found) {
    var record = row.kept();
    into.put(record.key(), record.content());
    found.add(record);
  }

  /**
   * The content of a record as everybody sees it; empty for a record that is seen only within
   * another: an enrichment whose base exists, and a tenant's deleted layer.
   */
  Optional<MarcContent> view(StoredContent record) {
    if (!record.isDanish()) {
      return Optional.of(record.content());
    }
    var isSeenInOther =
        base(record.key().number()).isPresent()
            && (tenant == null
                ? record.key().source().equals(RecordLayers.ENRICHMENT_AGENCY)
                : isLayer(record.key()) && RecordLayers.isDeleted(record.content()));
    return isSeenInOther ? Optional.empty() : Optional.of(MultipartWork.compose(levels(record)));
  }

  /**
   * The records from the top of a work down to one in danMARC2, each with its layers but not
   * combined with the others.
   */
  List<MarcContent> levels(StoredContent record) {
    return tenant == null ? common(record.key(), 0) : local(record.key(), 0);
  }

  /** Whether a record is a tenant's layer that it sees in place of an existing common record. */
  boolean isLayer(StoredContent record) {
    return tenant != null
        && record.isDanish()
        && isLayer(record.key())
        && base(record.key().number()).isPresent();
  }

  private static boolean isLayer(RecordKey key) {
    return !RecordLayers.BASE_AGENCIES.contains(key.source());
  }

  /** The common record that layers with this number are based on. */
  private Optional<RecordKey> base(String number) {
    return RecordLayers.BASE_AGENCIES.stream()
        .map(agency -> new RecordKey(agency, number))
        .filter(common::containsKey)
        .findFirst();
  }

  private List<MarcContent> common(RecordKey key, int depth) {
    return levels(
        enriched(key), depth, number -> base(number).map(above -> common(above, depth + 1)));
  }

  private List<MarcContent> local(RecordKey key, int depth) {
    var own = content(local, key);
    var merged =
        isLayer(key)
            ? base(key.number()).map(base -> RecordLayers.merge(enriched(base), own)).orElse(own)
            : own;
    return levels(
        merged,
        depth,
        number -> {
          var beside = new RecordKey(key.source(), number);
          return local.containsKey(beside)
              ? Optional.of(local(beside, depth + 1))
              : base(number).map(above -> common(above, depth + 1));
        });
  }

  private MarcContent enriched(RecordKey key) {
    var content = content(common, key);
    var enrichment = common.get(new RecordKey(RecordLayers.ENRICHMENT_AGENCY, key.number()));
    return enrichment == null || key.source().equals(RecordLayers.ENRICHMENT_AGENCY)
        ? content
        : RecordLayers.merge(content, enrichment);
  }

  private static List<MarcContent> levels(
      MarcContent part, int depth, Function<String, Optional<List<MarcContent>>> found) {
    var levels = new ArrayList<MarcContent>();
    if (depth < MultipartWork.DEPTH) {
      MultipartWork.parentNumber(part).flatMap(found).ifPresent(levels::addAll);
    }
    levels.add(part);
    return levels;
  }

  private static MarcContent content(Map<RecordKey, MarcContent> of, RecordKey key) {
    var content = of.get(key);
    if (content == null) {
      throw new IllegalArgumentException(key + " was not read");
    }
    return content;
  }
}
