package org.samling.core.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.imports.ItemRules.Part;

/**
 * An item as described in a record, in the record's own codes; null where not stated.
 *
 * @param barcode its barcode
 * @param location its location within the branch
 * @param callNumber its call number
 * @param statuses its status codes, as subfield and code: {@code 1:4}
 * @param accession the day of its accession
 */
public record DescribedItem(
    @Nullable String barcode,
    @Nullable String branch,
    @Nullable String location,
    @Nullable String callNumber,
    @Nullable String type,
    List<String> statuses,
    @Nullable String price,
    @Nullable String accession) {

  /** Items of MARC 21's holdings, each with its barcode in $p (MARC 21 Holdings, 876-878). */
  private static final String ITEM_INFORMATION = "876";

  /** Copies the statuses. */
  public DescribedItem {
    statuses = List.copyOf(statuses);
  }

  /** All items that a record describes, in the order of its fields. */
  public static List<DescribedItem> in(MarcContent content, ItemRules rules) {
    var fields = content.dataFields(rules.tag()).toList();
    var pieces =
        rules.tag().equals(ItemRules.HOLDINGS)
            ? content.dataFields(ITEM_INFORMATION).toList()
            : List.<DataField>of();
    var items = new ArrayList<DescribedItem>();
    for (var field : fields) {
      var item = of(field, rules);
      var its =
          item.barcode != null
              ? List.<DataField>of()
              : pieces.stream().filter(p -> fields.size() == 1 || isOf(p, field)).toList();
      if (its.isEmpty()) {
        items.add(item);
      }
      its.forEach(piece -> items.add(item.withBarcode(piece)));
    }
    return items;
  }

  /** Whether a field 876 belongs to a field 852: both have the same linking number in $8. */
  private static boolean isOf(DataField piece, DataField holdings) {
    var links = links(holdings).toList();
    return links(piece).anyMatch(links::contains);
  }

  /** The linking numbers of a field: the part of $8 before the sequence number. */
  private static Stream<String> links(DataField field) {
    return field.values('8').map(link -> link.split("[.\\\\]", 2)[0].strip());
  }

  private DescribedItem withBarcode(DataField piece) {
    var said = piece.values('p').map(String::strip).filter(v -> !v.isEmpty()).findFirst();
    return new DescribedItem(
        said.orElse(null), branch, location, callNumber, type, statuses, price, accession);
  }

  private static DescribedItem of(DataField field, ItemRules rules) {
    return new DescribedItem(
        first(field, rules, Part.BARCODE),
        first(field, rules, Part.BRANCH),
        first(field, rules, Part.LOCATION),
        joined(field, rules),
        first(field, rules, Part.CATEGORY),
        statuses(field, rules),
        first(field, rules, Part.PRICE),
        first(field, rules, Part.ACCESSION));
  }

  private static @Nullable String first(DataField field, ItemRules rules, Part part) {
    return rules.codes(part).stream().flatMap(code -> values(field, code)).findFirst().orElse(null);
  }

  private static @Nullable String joined(DataField field, ItemRules rules) {
    var parts =
        rules.codes(Part.CALL_NUMBER).stream().flatMap(code -> values(field, code)).toList();
    return parts.isEmpty() ? null : String.join(" ", parts);
  }

  private static List<String> statuses(DataField field, ItemRules rules) {
    return rules.codes(Part.STATUS).stream()
        .flatMap(code ->
            values(field, code)
                .filter(value -> !value.equals("0"))
                .map(value -> code + ":" + value))
        .toList();
  }

  private static Stream<String> values(DataField field, String code) {
    return field.values(code.charAt(0)).map(String::strip).filter(value -> !value.isEmpty());
  }
}
