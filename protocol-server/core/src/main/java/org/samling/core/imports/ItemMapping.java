package org.samling.core.imports;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.imports.ItemRules.Part;

/**
 * Where records describe their items and what the codes there mean, as far as that differs from a
 * preset ({@link ItemRules#preset}).
 *
 * @param field the field, or null for that of the preset
 * @param subfields the subfields, or null for those of the preset
 * @param branches the branches that branch codes stand for, or null
 * @param categories the categories that item types stand for, or null
 * @param locations the names of locations, or null
 * @param statuses the meaning of statuses, or null for that of the preset
 * @param statusCategories the categories of items with a status, or null
 * @param notForLoan the statuses of items that are not for loan, or null for those of the preset
 * @param defaultBranch the branch of items without one, or null
 * @param defaultCategory the category of items without a type, or null
 */
public record ItemMapping(
    @Nullable String field,
    @Nullable Subfields subfields,
    @Nullable Map<String, String> branches,
    @Nullable Map<String, String> categories,
    @Nullable Map<String, String> locations,
    @Nullable Map<String, ItemStatus> statuses,
    @Nullable Map<String, String> statusCategories,
    @Nullable List<String> notForLoan,
    @Nullable String defaultBranch,
    @Nullable String defaultCategory) {

  /** The subfields for the parts of an item's description; null for those of the preset. */
  public record Subfields(
      @Nullable List<String> barcode,
      @Nullable List<String> branch,
      @Nullable List<String> location,
      @Nullable List<String> callNumber,
      @Nullable List<String> category,
      @Nullable List<String> status,
      @Nullable List<String> price,
      @Nullable List<String> accession) {

    private @Nullable List<String> of(Part part) {
      return switch (part) {
        case BARCODE -> barcode;
        case BRANCH -> branch;
        case LOCATION -> location;
        case CALL_NUMBER -> callNumber;
        case CATEGORY -> category;
        case STATUS -> status;
        case PRICE -> price;
        case ACCESSION -> accession;
      };
    }
  }

  /** The rules: those of the preset where this says nothing. */
  public ItemRules over(ItemRules preset) {
    var codes = new EnumMap<Part, List<String>>(Part.class);
    codes.putAll(preset.subfields());
    if (subfields != null) {
      for (var part : Part.values()) {
        var said = subfields.of(part);
        if (said != null) {
          codes.put(part, said);
        }
      }
    }
    return new ItemRules(
        field == null ? preset.tag() : field,
        codes,
        over(branches, preset.branches()),
        over(categories, preset.categories()),
        over(locations, preset.locations()),
        over(statuses, preset.statuses()),
        over(statusCategories, preset.statusCategories()),
        notForLoan == null ? preset.notForLoan() : notForLoan,
        defaultBranch == null ? preset.defaultBranch() : defaultBranch,
        defaultCategory == null ? preset.defaultCategory() : defaultCategory);
  }

  private static <T> Map<String, T> over(@Nullable Map<String, T> own, Map<String, T> preset) {
    var all = new HashMap<>(preset);
    if (own != null) {
      all.putAll(own);
    }
    return all;
  }
}
