package org.samling.ncip;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import org.samling.ncip.data.NcipElement;

/** Holds elements against the models of {@code content-models.txt}, choices and counts included. */
final class ContentModelCheck {
  private ContentModelCheck() {}

  /** Every element, this one included, that is not as its model says. */
  static List<String> faults(NcipElement element) {
    var faults = new ArrayList<String>();
    collect(element, faults);
    return faults;
  }

  private static void collect(NcipElement element, List<String> faults) {
    var model = ContentModels.MODELS.get(ContentModels.modelOf(element.name()));
    var children = element.children().stream().map(child -> child.name() + ";").collect(joining());
    if (model == null ? !children.isEmpty() : !children.matches(expression(model))) {
      faults.add("%s holds %s, not %s".formatted(element.name(), children, model));
    }
    element.children().forEach(child -> collect(child, faults));
  }

  private static String expression(String model) {
    return model.replaceAll("[A-Za-z]+", "(?:$0;)").replaceAll("\\s", "");
  }
}
