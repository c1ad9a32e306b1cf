package org.samling.core.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;

/**
 * The layers of a danMARC2 record: a common record, the national agency's additions in a record of
 * the same number, and a library's own additions (påhængspost). They are merged by the rules of the
 * Danish bibliographic centre: some fields always come from the base, some fields of a layer
 * replace the base's, all others are added.
 */
public final class RecordLayers {

  /** The agency whose records only enrich common ones, and are not records in their own right. */
  public static final String ENRICHMENT_AGENCY = "191919";

  /** The agencies whose records can be a base; where several have the number, the first counts. */
  public static final List<String> BASE_AGENCIES =
      List.of("870970", "870971", "870974", "870976", "870979", "300000");

  /**
   * Fields that always come from the base: they state whose a record is and who may change it. 004
   * is the state of the layer itself; the base's 004 gives its place in a work.
   */
  private static final Set<String> IMMUTABLE =
      Set.of("001", "004", "010", "020", "990", "991", "996");

  /** Groups of fields: a layer with a field of a group replaces the base's whole group. */
  private static final List<Set<String>> OVERWRITING =
      Stream.concat(
              Stream.of("005", "013", "014", "017", "035", "036", "240", "243", "247", "300")
                  .map(Set::of),
              Stream.of(
                  Set.of("008", "009", "038", "039", "100", "110", "239", "245", "652", "654")))
          .toList();

  private static final Comparator<Field> BY_TAG = Comparator.comparing(Field::tag);

  private RecordLayers() {}

  /**
   * Merges a layer into its base. A layer that is deleted (004 *r d), or has only fields that
   * always come from the base, changes nothing; merging a layer twice is the same as once.
   *
   * @param base the record below the layer, perhaps merged itself
   * @return the base's leader, and the fields of both in the order of their tags
   */
  public static MarcContent merge(MarcContent base, MarcContent layer) {
    if (isDeleted(layer)) {
      return base;
    }
    var own = layer.fields().stream().filter(f -> !IMMUTABLE.contains(f.tag())).toList();
    var tags = own.stream().map(Field::tag).collect(Collectors.toSet());
    var overwritten = new HashSet<String>();
    OVERWRITING.stream()
        .filter(group -> group.stream().anyMatch(tags::contains))
        .forEach(overwritten::addAll);
    var fields = new ArrayList<Field>();
    base.fields().stream().filter(f -> !overwritten.contains(f.tag())).forEach(fields::add);
    var kept = new HashSet<Field>(fields);
    own.stream().filter(f -> !kept.contains(f)).forEach(fields::add);
    if (fields.equals(base.fields())) {
      return base;
    }
    fields.sort(BY_TAG);
    return new MarcContent(base.leader(), fields);
  }

  /** Whether a record is marked as deleted: field 004, *r d. */
  public static boolean isDeleted(MarcContent content) {
    return content.dataFields("004").flatMap((DataField f) -> f.values('r')).anyMatch("d"::equals);
  }
}
