/**
 * The profiles of SIP2 machines as data: the schema of their keys, the presets, and how written
 * text becomes a profile. docs/sip2.md explains each key.
 *
 * <p>Imports the core and the configuration's reader only.
 */
@NullMarked
package org.samling.exchange.profile;

import org.jspecify.annotations.NullMarked;
