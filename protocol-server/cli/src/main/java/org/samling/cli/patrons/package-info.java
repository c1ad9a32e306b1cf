/** Patrons: what they owe, what they are told, what is known of them. */
@NullMarked
package org.samling.cli.patrons;

import org.jspecify.annotations.NullMarked;
