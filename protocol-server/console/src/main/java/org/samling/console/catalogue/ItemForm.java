package org.samling.console.catalogue;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.ItemStatus;

/**
 * The item form.
 *
 * @param address the URL the form is sent to
 * @param back the URL of the record's page
 * @param barcode its barcode; empty for a new item
 * @param status its status, or null for a new item
 * @param typed the typed values by field name
 * @param branches the names of the branches to choose from, by code
 * @param categories the names of the categories to choose from, by code
 * @param problem what is wrong, as a text for staff, or null
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

  /** Returns the typed value of a field. */
  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  /** Whether it is a new item. */
  public boolean isNew() {
    return barcode.isEmpty();
  }

  /** Whether it has been withdrawn. */
  public boolean isWithdrawn() {
    return status == ItemStatus.DISCARDED;
  }
}
