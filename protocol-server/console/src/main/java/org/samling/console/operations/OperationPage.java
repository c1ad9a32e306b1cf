package org.samling.console.operations;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.console.operations.Labels.Text;
import org.samling.operations.Operation.Method;

/**
 * The model of an operation's page.
 *
 * @param labels what everything is called
 * @param served the operation
 * @param desk where the member works, and what makes the form known
 * @param fields the fields of its form; none once something was changed
 * @param trouble why it was not carried out
 * @param particulars what more is known of that
 * @param result what came of it, or null before
 */
public record OperationPage(
    Labels labels,
    ServedOperation<?, ?, ?> served,
    Desk desk,
    List<Field> fields,
    Trouble trouble,
    Answer particulars,
    @Nullable Result result) {

  /** Copies the list. */
  public OperationPage {
    fields = List.copyOf(fields);
  }

  /**
   * Where a member works.
   *
   * @param at the code of the branch
   * @param branches the names of the branches, by code
   * @param key the idempotency key of the form
   */
  public record Desk(String at, Map<String, String> branches, String key) {}

  /**
   * What came of it.
   *
   * @param answer what it returned
   * @param next the path of the next page, relative to the tenant's; null if there is none
   */
  public record Result(Answer answer, @Nullable String next) {}

  /** What the operation does. */
  public Text title() {
    return labels.operation(served.operation());
  }

  /** What its family is called. */
  public Text family() {
    return labels.family(served.family());
  }

  /** The path of its family, relative to the tenant's. */
  public String familyPath() {
    return OperationsSection.PATH + "/" + served.family();
  }

  /** Its own path, relative to the tenant's. */
  public String path() {
    return familyPath() + "/" + served.name();
  }

  /** Whether its form is sent in the address. */
  public boolean isAskedByAddress() {
    return served.isAskedByAddress();
  }

  /** Whether it changes something. */
  public boolean changes() {
    return served.operation().changes();
  }

  /** Whether it takes something away. */
  public boolean removes() {
    return served.operation().method() == Method.DELETE;
  }

  /** Whether a field can't be left empty. */
  public boolean hasRequired() {
    return fields.stream().anyMatch(Field::isRequired);
  }

  /** Whether its form is shown: after a change it isn't, so that nobody repeats it unawares. */
  public boolean hasForm() {
    return result == null || !changes();
  }
}
