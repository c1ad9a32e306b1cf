package org.samling.console.catalogue;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.ItemStatus;

/**
 * The form for an item.
 *
 * @param address where the form goes
 * @param back where its record is shown
 * @param title the title of its record
 * @param barcode its barcode; empty for a new one
 * @param status where it stands, or null for a new one
 * @param typed what was typed, by the fields' names
 * @param branches the names of branches to choose from, by their codes
 * @param categories the names of categories to choose from, by their codes
 * @param currency the currency of its price
 * @param problem what is wrong, in words, or null
 */
public record ItemForm(
    String address,
    String back,
    String title,
    String barcode,
    @Nullable ItemStatus status,
    Map<String, String> typed,
    Map<String, String> branches,
    Map<String, String> categories,
    String currency,
    @Nullable String problem) {

  /** What was typed in a field. */
  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  /** Whether it is a new item. */
  public boolean isNew() {
    return barcode.isEmpty();
  }

  /** Whether it was taken out of the collection. */
  public boolean isWithdrawn() {
    return status == ItemStatus.DISCARDED;
  }
}
