/**
 * The entry of events from the national person registry: files given to a command or put into a
 * watched folder (docs/persons.md). What an event does is up to the routes and the core.
 */
@NullMarked
package org.samling.exchange.registry;

import org.jspecify.annotations.NullMarked;
