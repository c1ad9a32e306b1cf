package org.samling.console.operations;

import static org.samling.core.staff.Permission.OPERATIONS;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.samling.console.operations.Labels.Text;
import org.samling.console.operations.OperationLists.Families;
import org.samling.console.operations.OperationLists.Link;
import org.samling.console.operations.OperationLists.OneFamily;
import org.samling.console.web.Endpoint;
import org.samling.console.web.Reply;
import org.samling.console.web.Section;
import org.samling.console.web.Visit;
import org.samling.operations.Family.Served;

/** All declared operations, each with a form that is made from its declaration. */
public final class OperationsSection implements Section {

  static final String PATH = "/operations";

  private final Map<String, OfferedFamily> families = new LinkedHashMap<>();
  private final OperationForms forms;

  /**
   * Families of the same name, which are shown as one.
   *
   * @param summaries what they are about
   * @param operations their operations, by name
   */
  private record OfferedFamily(
      String name, List<String> summaries, Map<String, ServedOperation<?, ?, ?>> operations) {

    List<ServedOperation<?, ?, ?>> allowed(Visit visit) {
      return operations.values().stream()
          .filter(served -> StaffScopes.permit(visit.member(), served.operation()))
          .toList();
    }
  }

  /**
   * Creates the section.
   *
   * @param served the families, with what answers them
   * @param forms shows forms and carries them out
   */
  public OperationsSection(List<Served<?>> served, OperationForms forms) {
    served.forEach(this::add);
    this.forms = forms;
  }

  private <F> void add(Served<F> served) {
    var family = served.family();
    var offered =
        families.computeIfAbsent(
            family.name(),
            name -> new OfferedFamily(name, new ArrayList<>(), new LinkedHashMap<>()));
    offered.summaries().add(family.summary());
    ServedOperation.of(served).forEach(one -> offered.operations().put(one.name(), one));
  }

  @Override
  public String name() {
    return "operations";
  }

  @Override
  public List<Endpoint> endpoints() {
    var operation = PATH + "/:family/:operation";
    return List.of(
        Endpoint.get(PATH, OPERATIONS, this::list),
        Endpoint.get(PATH + "/:family", OPERATIONS, this::family),
        Endpoint.get(operation, OPERATIONS, visit -> on(visit, one -> forms.show(visit, one))),
        Endpoint.post(operation, OPERATIONS, visit -> on(visit, one -> forms.send(visit, one))));
  }

  private Reply list(Visit visit) {
    var labels = new Labels(visit.words());
    var links =
        families.values().stream()
            .filter(family -> !family.allowed(visit).isEmpty())
            .map(family ->
                new Link(
                    PATH + "/" + family.name(),
                    labels.family(family.name()),
                    about(labels, family)))
            .sorted(Comparator.comparing(link -> link.label().text()))
            .toList();
    return Reply.page(
        "operations/families", new Families(links, !visit.member().bounds().isNone()));
  }

  /** One text where there is one for all of the name, or else one for each. */
  private static List<Text> about(Labels labels, OfferedFamily family) {
    return family.summaries().stream()
        .map(summary -> labels.about(family.name(), summary))
        .distinct()
        .toList();
  }

  private Reply family(Visit visit) {
    var family = families.get(visit.request().part("family"));
    if (family == null) {
      return Reply.notFound();
    }
    var allowed = family.allowed(visit);
    if (allowed.isEmpty()) {
      return Reply.forbidden();
    }
    var labels = new Labels(visit.words());
    return Reply.page(
        "operations/family",
        new OneFamily(
            labels.family(family.name()),
            about(labels, family),
            links(labels, allowed, false),
            links(labels, allowed, true)));
  }

  private static List<Link> links(
      Labels labels, List<ServedOperation<?, ?, ?>> allowed, boolean changing) {
    return allowed.stream()
        .filter(served -> served.operation().changes() == changing)
        .map(served -> new Link(served.path(), labels.operation(served.operation()), List.of()))
        .toList();
  }

  private Reply on(Visit visit, Function<ServedOperation<?, ?, ?>, Reply> answer) {
    var family = families.get(visit.request().part("family"));
    var served = family == null ? null : family.operations().get(visit.request().part("operation"));
    if (served == null) {
      return Reply.notFound();
    }
    return StaffScopes.permit(visit.member(), served.operation())
        ? answer.apply(served)
        : Reply.forbidden();
  }
}
