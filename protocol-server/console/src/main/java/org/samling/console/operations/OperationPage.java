package org.samling.console.operations;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.console.operations.Labels.Text;
import org.samling.operations.Operation.Method;

/**
 * The model of an operation's page.
 *
 * @param labels what everything is called
 * @param served the operation
 * @param key the idempotency key of the form
 * @param context the page that led here
 * @param fields the fields of its form; none once something was changed
 * @param trouble why it was not carried out
 * @param particulars what more is known of that
 * @param result what came of it, or null before
 */
public record OperationPage(
    Labels labels,
    ServedOperation<?, ?, ?> served,
    String key,
    Context context,
    List<Field> fields,
    Trouble trouble,
    Answer particulars,
    @Nullable Result result) {

  private static final String APPLY = "apply";
  private static final String APPLIED = "true";

  /** Copies the list. */
  public OperationPage {
    fields = List.copyOf(fields);
  }

  /**
   * The page that led to the form.
   *
   * @param from its path, relative to the tenant's; empty for none
   * @param beside other operations that take what is typed
   * @param isPart whether the form is a part of that page
   */
  public record Context(String from, List<ServedOperation<?, ?, ?>> beside, boolean isPart) {

    /** Copies the list. */
    public Context {
      beside = List.copyOf(beside);
    }

    /** The names of the other operations. */
    public String names() {
      return beside.stream().map(ServedOperation::name).collect(Collectors.joining(","));
    }
  }

  /**
   * What came of it.
   *
   * @param answer what it returned
   * @param next the path of the next page, relative to the tenant's; null if there is none
   */
  public record Result(Answer answer, @Nullable String next) {}

  /**
   * The same as a part of a page that says what it is about.
   *
   * @param settled the members that are sent along and not asked for
   */
  OperationPage within(Set<String> settled) {
    return new OperationPage(
        labels,
        served,
        key,
        new Context(context.from(), context.beside(), true),
        fields.stream()
            .map(field -> settled.contains(field.name()) ? field.hidden() : field)
            .toList(),
        trouble,
        particulars,
        result);
  }

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
    return served.path();
  }

  /** Whether its form is sent in the address. */
  public boolean isAskedByAddress() {
    return served.isAskedByAddress();
  }

  /** Whether it changes something. */
  public boolean changes() {
    return served.operation().changes();
  }

  /** Whether what it would do was only looked at: it is done once its member apply says so. */
  public boolean isTrial() {
    return result != null
        && fields.stream()
            .anyMatch(field -> field.name().equals(APPLY) && !field.isChosen(APPLIED));
  }

  /** What was looked at, to be carried out as it is. */
  public List<Field> applied() {
    return fields.stream()
        .map(field -> field.name().equals(APPLY) ? field.hidden(APPLIED) : field.hidden())
        .toList();
  }

  /** Whether it takes something away. */
  public boolean removes() {
    return served.operation().method() == Method.DELETE;
  }

  /** Whether a field can't be left empty. */
  public boolean hasRequired() {
    return fields.stream().anyMatch(Field::isRequired);
  }

  /** The name of the field where typing begins: the first that has to be filled in, or can be. */
  public String focused() {
    return fields.stream()
        .filter(field -> field.type() != Field.Type.HIDDEN && field.value().isEmpty())
        .filter(field -> field.isRequired() || !hasEmptyRequired())
        .map(Field::name)
        .findFirst()
        .orElse("");
  }

  private boolean hasEmptyRequired() {
    return fields.stream()
        .anyMatch(field ->
            field.type() != Field.Type.HIDDEN && field.isRequired() && field.value().isEmpty());
  }

  /** Whether its form is shown: after a change it isn't, so that nobody repeats it unawares. */
  public boolean hasForm() {
    return result == null || !changes();
  }
}
