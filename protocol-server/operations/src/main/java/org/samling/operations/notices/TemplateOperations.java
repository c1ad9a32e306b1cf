package org.samling.operations.notices;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.notices.NoticeTemplates;
import org.samling.core.notices.NoticeTemplates.Name;
import org.samling.core.notices.NoticeTemplates.Text;
import org.samling.core.notices.NoticeTemplates.Version;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.notices.Templates.Listed;
import org.samling.operations.notices.Templates.ListedTemplate;
import org.samling.operations.notices.Templates.ListedVersion;
import org.samling.operations.notices.Templates.ListedVersions;
import org.samling.operations.notices.Templates.NewText;
import org.samling.operations.notices.Templates.Preview;
import org.samling.operations.notices.Templates.Template;
import org.samling.operations.notices.Templates.TextToTry;
import org.samling.operations.notices.Templates.WhichTemplate;
import org.samling.operations.notices.Templates.WhichVersion;
import org.samling.routes.notices.NoticeTexts;
import org.samling.routes.notices.NoticeWriter;

/**
 * The texts of notices, built in or the tenant's own. A text is checked when it is saved, so that
 * none fails when it is sent; its versions are kept.
 */
public final class TemplateOperations {

  private static final String TEMPLATE = "/notice-templates/:kind/:language/:form";

  /** The operations. */
  public static final Family<TemplateOperations> FAMILY =
      new Family<>(
          "notice-templates",
          "notice-template",
          "The texts of notices, built in or the tenant's own",
          List.of(
              Operation.get(
                      "list-notice-templates",
                      "/notice-templates",
                      Scope.CONFIGURATION_READ,
                      "Lists the texts of notices, and which of them are the tenant's own")
                  .paged()
                  .of(Nothing.class, Listed.class, TemplateOperations::list),
              Operation.get(
                      "show-notice-template",
                      TEMPLATE,
                      Scope.CONFIGURATION_READ,
                      "Shows a text of notices as it is used")
                  .of(WhichTemplate.class, Template.class, TemplateOperations::show),
              Operation.post(
                      "save-notice-template",
                      TEMPLATE,
                      Scope.CONFIGURATION_CHANGE,
                      "Saves a text of the tenant's own, for all notices written from then on")
                  .of(NewText.class, Template.class, TemplateOperations::save),
              Operation.delete(
                      "remove-notice-template",
                      TEMPLATE,
                      Scope.CONFIGURATION_CHANGE,
                      "Returns to the built-in text; the versions of the tenant's own are kept")
                  .of(WhichTemplate.class, Template.class, TemplateOperations::remove),
              Operation.get(
                      "list-notice-template-versions",
                      TEMPLATE + "/versions",
                      Scope.CONFIGURATION_READ,
                      "Lists the versions of a text, the newest first")
                  .paged()
                  .of(WhichTemplate.class, ListedVersions.class, TemplateOperations::versions),
              Operation.get(
                      "show-notice-template-version",
                      TEMPLATE + "/versions/:number",
                      Scope.CONFIGURATION_READ,
                      "Shows a version of a text")
                  .of(WhichVersion.class, Template.class, TemplateOperations::version),
              Operation.post(
                      "preview-notice-template",
                      TEMPLATE + "/preview",
                      Scope.CONFIGURATION_READ,
                      "Shows a text filled in for a made-up patron; saves nothing")
                  .changingNothing()
                  .of(TextToTry.class, Preview.class, TemplateOperations::preview)));

  private final NoticeTemplates templates;
  private final NoticeSamples samples;

  /** Operations on a store. */
  public TemplateOperations(NoticeTemplates templates, Inquiries inquiries) {
    this.templates = templates;
    this.samples = new NoticeSamples(inquiries, templates);
  }

  private Listed list(Request<Nothing> request) {
    var own =
        templates.current(request.tenantId()).stream()
            .collect(Collectors.toMap(Version::name, Function.identity()));
    var page =
        request
            .paging()
            .within(NoticeWriter.names(), Name::toString)
            .map(name -> ListedTemplate.of(name, Optional.ofNullable(own.get(name))));
    return new Listed(page.entries(), page.next());
  }

  private Template show(Request<WhichTemplate> request) {
    var which = request.input();
    return Template.of(which, newest(request, which.name()));
  }

  private Optional<Version> newest(Request<?> request, Name name) {
    return templates.history(request.tenantId(), name).stream().findFirst();
  }

  private Template save(Request<NewText> request) {
    var input = request.input();
    var name = input.template().name();
    return put(
        request, input.template(), text(name, input.subject(), input.body()), input.basedOn());
  }

  private Template remove(Request<WhichTemplate> request) {
    var which = request.input();
    var before =
        newest(request, which.name())
            .filter(version -> version.text() != null)
            .orElseThrow(() ->
                Problem.unknown("%s is no text of the tenant's own.".formatted(which.name())));
    return put(request, which, null, before.number());
  }

  /** Saves a text, or the built-in one for null, unless another version has come meanwhile. */
  private Template put(
      Request<?> request, WhichTemplate which, @Nullable Text text, @Nullable Integer basedOn) {
    var name = which.name();
    int before = basedOn == null ? newest(request, name).map(Version::number).orElse(0) : basedOn;
    var saved =
        templates.save(request.tenantId(), name, text, request.account().username(), before);
    if (saved.isEmpty()) {
      throw Problem.refused(
          "Somebody else has just saved %s: look at it and try again.".formatted(name));
    }
    return Template.of(which, saved);
  }

  private static Text text(Name name, @Nullable String subject, String body) {
    var text =
        new Text(subject == null ? null : subject.strip(), body.replace("\r\n", "\n").strip());
    var problems = NoticeTexts.problems(name, text);
    if (!problems.isEmpty()) {
      throw Problem.invalid(Texts.sentence(problems));
    }
    return text;
  }

  private ListedVersions versions(Request<WhichTemplate> request) {
    var page =
        request
            .paging()
            .within(
                templates.history(request.tenantId(), request.input().name()),
                version -> Integer.toString(version.number()))
            .map(ListedVersion::of);
    return new ListedVersions(page.entries(), page.next());
  }

  private Template version(Request<WhichVersion> request) {
    var which = request.input().template();
    var number = request.input().number();
    var found =
        templates.history(request.tenantId(), which.name()).stream()
            .filter(version -> version.number() == number)
            .findFirst();
    if (found.isEmpty()) {
      throw Problem.unknown("There is no version %d of %s.".formatted(number, which.name()));
    }
    return Template.of(which, found);
  }

  private Preview preview(Request<TextToTry> request) {
    var input = request.input();
    var name = input.template().name();
    if (input.body() == null && input.subject() != null) {
      throw Problem.invalid("\"body\" is missing.");
    }
    var text = input.body() == null ? null : text(name, input.subject(), input.body());
    return Preview.of(input.template(), samples.write(request.tenantId(), name, text));
  }
}
