package org.samling.server.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.console.machines.ProfileDesk;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Sip2Profile.UnfitException;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.core.organisation.TenantId;
import org.samling.exchange.profile.Profiles;
import org.samling.library.yaml.YamlException;
import org.samling.operations.accounts.ProfileRules;

/** The profile presets that come with Samling. */
public final class ShippedProfiles implements ProfileDesk, ProfileRules {

  private final Inquiries inquiries;

  /** Creates an instance. */
  public ShippedProfiles(Inquiries inquiries) {
    this.inquiries = inquiries;
  }

  @Override
  public List<String> presets() {
    return List.copyOf(Profiles.PRESETS.names());
  }

  @Override
  public Map<String, String> values(Sip2ProfileChoice choice) {
    var typed = new LinkedHashMap<String, String>();
    inForce(choice).forEach((key, value) -> typed.put(key, Profiles.typed(value)));
    return typed;
  }

  @Override
  public Map<String, Object> inForce(Sip2ProfileChoice choice) {
    if (!Profiles.PRESETS.names().contains(choice.preset())) {
      return Map.of(); // a preset of another version: the machine may do nothing
    }
    var values = Profiles.PRESETS.values(choice);
    var ordered = new LinkedHashMap<String, Object>();
    for (var key : Profiles.keys()) {
      var value = values.get(key);
      if (value != null) {
        ordered.put(key, value);
      }
    }
    return ordered;
  }

  @Override
  public boolean tellsOfPatrons(@Nullable Sip2ProfileChoice choice) {
    return Profiles.PRESETS.tellsOfPatrons(choice);
  }

  @Override
  public Sip2ProfileChoice choice(TenantId tenant, String preset, Map<String, String> typed) {
    var defaults = values(new Sip2ProfileChoice(preset, Map.of()));
    var pairs = new ArrayList<String>();
    pairs.add("preset=" + preset);
    typed.forEach((key, value) -> {
      if (!value.equals(defaults.get(key))) {
        pairs.add(key + "=" + value);
      }
    });
    try {
      return checked(tenant, Profiles.changed(null, pairs));
    } catch (YamlException e) {
      throw unfit(e);
    }
  }

  @Override
  public Sip2ProfileChoice fitting(TenantId tenant, Sip2ProfileChoice choice) {
    try {
      return checked(tenant, Profiles.changed(choice, List.of()));
    } catch (YamlException e) {
      throw unfit(e);
    }
  }

  @Override
  public Sip2ProfileChoice reset(Sip2ProfileChoice choice, List<String> keys) {
    try {
      return Profiles.reset(choice, keys);
    } catch (YamlException e) {
      throw unfit(e);
    }
  }

  private Sip2ProfileChoice checked(TenantId tenant, Sip2ProfileChoice choice) {
    var policy = inquiries.policy(tenant);
    Profiles.check(choice, policy.sortTables(), policy.itemCategories().keySet());
    return choice;
  }

  private static UnfitException unfit(YamlException e) {
    return new UnfitException("", String.join("; ", e.problems()));
  }
}
