/** Schools' files of classes, pupils and teachers, and the change to a new school year. */
@NullMarked
package org.samling.exchange.school;

import org.jspecify.annotations.NullMarked;
