/**
 * The way in for events of the national person registry: files of them, given to a command or put
 * into a watched folder (docs/persons.md). What an event does is the routes' and the core's to say.
 */
@NullMarked
package org.samling.exchange.registry;

import org.jspecify.annotations.NullMarked;
