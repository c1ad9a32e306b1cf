package org.samling.console.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.core.staff.StaffMember;

/** Renders HTML from the templates, which are compiled with the module. */
final class Renderer {

  /** The cookie with the chosen language. */
  static final String LANGUAGE = "samling-language";

  private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
  private final Assets assets;
  private final Tenants tenants;
  private final List<Section> sections;
  private final Map<String, Words> words = new HashMap<>();

  /** The viewer, the tenant viewed, and where they work in it. */
  record Viewer(
      @Nullable Tenant tenant, @Nullable StaffMember member, @Nullable Workplace workplace) {
    static final Viewer NOBODY = of(null);

    /** A viewer of what belongs to no tenant. */
    static Viewer of(@Nullable StaffMember member) {
      return new Viewer(null, member, null);
    }
  }

  Renderer(Assets assets, Tenants tenants, List<Section> sections) {
    this.assets = assets;
    this.tenants = tenants;
    this.sections = List.copyOf(sections);
    var files = new ArrayList<String>();
    files.add("common");
    files.add("diagnostics");
    sections.forEach(s -> files.add(s.name()));
    Words.LANGUAGES.keySet().forEach(l -> words.put(l, new Words(l, files)));
  }

  /** Returns the texts in the chosen language, or else in one that the browser accepts. */
  Words words(Request request) {
    var chosen = words.get(String.valueOf(request.cookie(LANGUAGE)));
    if (chosen != null) {
      return chosen;
    }
    return words(asked(request.header("accept-language")));
  }

  private Words words(String language) {
    var known = words.get(language);
    if (known == null) {
      throw new IllegalArgumentException("there are no texts in " + language);
    }
    return known;
  }

  private static String asked(@Nullable String header) {
    if (header == null) {
      return Words.DEFAULT;
    }
    try {
      var best =
          Locale.lookupTag(
              Locale.LanguageRange.parse(header), List.copyOf(Words.LANGUAGES.keySet()));
      return best == null ? Words.DEFAULT : best;
    } catch (IllegalArgumentException e) {
      return Words.DEFAULT;
    }
  }

  /**
   * Renders the HTML.
   *
   * @param csrf the token that its forms must send
   */
  String html(Request request, String csrf, Viewer onlooker, Reply.Rendered shown) {
    var output = new StringOutput();
    engine.render(
        shown.template() + ".jte",
        Map.of("v", view(request, csrf, onlooker), "m", shown.model()),
        output);
    return output.toString();
  }

  private View view(Request request, String csrf, Viewer onlooker) {
    var member = onlooker.member();
    var tenant = onlooker.tenant();
    var texts = words(request);
    var links = new ArrayList<View.Link>();
    if (member != null && tenant != null) {
      for (var section : sections) {
        var first = section.endpoints().getFirst();
        if (member.role().may(first.needs()) && section.isFor(member)) {
          var address = ConsoleRoutes.TENANTS + tenant.code() + first.path();
          links.add(
              new View.Link(
                  texts.of("nav." + section.name()),
                  address,
                  (request.path() + "/").startsWith(address + "/")));
        }
      }
    }
    return new View(
        texts, assets, request.address(), csrf, onlooker, tenants(member, tenant), links);
  }

  private List<Tenant> tenants(@Nullable StaffMember member, @Nullable Tenant tenant) {
    if (member == null || tenant == null || member.tenant() != null) {
      return List.of();
    }
    return tenants.all();
  }
}
