/** The data that Flink's examples work on when they are given none: numbers and names, records apart by `;`, fields by a space. */

/** KMeans: id, x, y. */
export const CENTROIDS = '1 -31.85 -44.77;2 35.16 17.46;3 -5.16 21.93;4 -24.06 6.81';

/** KMeans: x, y. */
export const POINTS =
  '-14.22 -48.01;-22.78 37.10;56.18 -42.99;35.04 50.29;-9.53 -46.26;-34.35 48.25;55.82 -57.49;21.03 54.64;-13.63 -42.26;-36.57 32.63;' +
  '50.65 -52.40;24.48 34.04;-2.69 -36.02;-38.80 36.58;24.00 -53.74;32.41 24.96;-4.32 -56.92;-22.68 29.42;59.02 -39.56;24.47 45.07;' +
  '5.23 -41.20;-23.00 38.15;44.55 -51.50;14.62 59.06;7.41 -56.05;-26.63 28.97;47.37 -44.72;29.07 51.06;0.59 -31.89;-39.09 20.78;' +
  '42.97 -48.98;34.36 49.08;-21.91 -49.01;-46.68 46.04;48.52 -43.67;30.05 49.25;4.03 -43.56;-37.85 41.72;38.24 -48.32;20.83 57.85';

/** ConnectedComponents and TransitiveClosure. */
export const COMPONENT_EDGES = '1 2;2 3;2 4;3 5;6 7;8 9;8 10;5 11;11 12;10 13;9 14;13 14;1 15;16 1';

/** PageRank. */
export const PAGE_LINKS =
  '1 2;1 15;2 3;2 4;2 5;2 6;2 7;3 13;4 2;5 11;5 12;6 1;6 7;6 8;7 1;7 8;8 1;8 9;8 10;9 14;9 1;10 1;10 13;11 12;11 1;12 1;13 14;14 12;' +
  '15 1';

/** EnumTriangles. */
export const TRIANGLE_EDGES = '1 2;1 3;1 4;1 5;2 3;2 5;3 4;3 7;3 8;5 6;7 8';

/** WebLogAnalysis: rank, page, average duration of a visit. */
export const RANKS =
  '30 url_0 43;82 url_1 39;56 url_2 31;96 url_3 36;31 url_4 36;29 url_5 6;33 url_6 48;66 url_7 40;28 url_8 51;9 url_9 4;49 url_10 24;' +
  '26 url_11 12;39 url_12 46;84 url_13 53;29 url_14 50;21 url_15 12;69 url_16 34;11 url_17 38;96 url_18 13;56 url_19 48;18 url_20 36;' +
  '31 url_21 21;29 url_22 11;71 url_23 30;85 url_24 48;19 url_25 45;69 url_26 9;20 url_27 51;33 url_28 46;75 url_29 38;96 url_30 51;' +
  '73 url_31 40;67 url_32 16;24 url_33 24;27 url_34 35;33 url_35 35;7 url_36 22;83 url_37 41;23 url_38 49;41 url_39 33;66 url_40 38;' +
  '4 url_41 52;34 url_42 4;28 url_43 12;14 url_44 14;41 url_45 11;48 url_46 37;75 url_47 41;78 url_48 3;63 url_49 28';

/** WebLogAnalysis: page, day. */
export const VISITS =
  'url_2 2003-12-17;url_9 2008-11-11;url_14 2003-11-5;url_46 2009-2-16;url_14 2004-11-9;url_36 2001-3-9;url_35 2006-8-13;' +
  'url_22 2008-1-18;url_36 2002-3-9;url_13 2007-7-17;url_23 2009-6-16;url_16 2000-7-15;url_41 2002-5-10;url_6 2004-11-9;' +
  'url_5 2003-6-7;url_22 2002-11-5;url_11 2007-7-21;url_38 2009-12-2;url_6 2004-11-2;url_46 2000-6-4;url_34 2003-9-2;url_31 2008-2-24;' +
  'url_0 2003-2-2;url_47 2003-7-8;url_49 2009-9-13;url_11 2003-4-2;url_20 2000-6-18;url_38 2000-2-22;url_44 2009-2-17;' +
  'url_26 2000-6-21;url_13 2000-11-25;url_47 2005-4-19;url_46 2008-1-7;url_33 2004-12-24;url_32 2009-2-8;url_26 2000-9-21;' +
  'url_9 2002-8-18;url_38 2002-11-27;url_37 2008-2-26;url_1 2007-3-22;url_37 2002-3-20;url_27 2008-11-12;url_30 2000-12-16;' +
  'url_48 2000-12-17;url_46 2008-4-16;url_29 2006-3-9;url_0 2007-7-26;url_46 2009-12-15;url_34 2002-2-13;url_24 2009-3-1;' +
  'url_43 2007-11-4;url_3 2004-2-16;url_26 2000-10-26;url_42 2004-7-14;url_13 2004-9-10;url_21 2000-2-21;url_9 2006-6-5;' +
  'url_46 2001-12-17;url_24 2006-12-8;url_25 2006-9-2;url_37 2002-6-26;url_18 2006-6-2;url_46 2003-5-24;url_32 2000-10-17;' +
  'url_45 2002-1-12;url_12 2005-12-13;url_49 2009-3-9;url_31 2001-9-19;url_22 2002-7-9;url_27 2005-2-3;url_43 2008-7-15;' +
  'url_20 2000-3-23;url_25 2002-5-8;url_41 2004-4-27;url_17 2008-7-17;url_26 2009-12-16;url_34 2006-2-10;url_8 2009-4-14;' +
  'url_16 2000-2-24;url_2 2009-2-10;url_35 2003-2-24;url_34 2008-3-16;url_27 2005-1-5;url_8 2008-12-10;url_38 2009-2-11;' +
  'url_38 2006-11-3;url_47 2003-2-13;url_8 2008-11-17;url_26 2009-5-11;url_12 2007-11-26;url_10 2003-1-13;url_8 2005-9-23;' +
  'url_42 2001-4-5;url_30 2009-12-10;url_2 2003-1-3;url_2 2009-2-19;url_7 2000-6-25;url_15 2004-9-26;url_25 2009-10-5;url_23 2009-8-9;' +
  'url_27 2004-4-3;url_37 2008-6-9;url_9 2002-5-25;url_43 2009-5-18;url_21 2008-4-19;url_12 2001-12-25;url_16 2006-9-25;' +
  'url_27 2002-1-2;url_2 2009-1-21;url_31 2009-3-20;url_42 2002-3-1;url_31 2001-11-26;url_20 2003-5-15;url_32 2004-1-22;' +
  'url_28 2008-9-16;url_27 2006-7-3;url_11 2008-12-26;url_15 2004-8-16;url_34 2002-10-5;url_44 2000-2-15;url_9 2000-10-23;' +
  'url_45 2005-4-24;url_0 2006-8-7;url_48 2003-8-7;url_8 2007-12-13;url_42 2003-8-2;url_25 2008-3-5;url_3 2007-3-9;url_49 2003-10-7;' +
  'url_18 2007-12-6;url_3 2006-7-5;url_27 2000-9-14;url_42 2002-10-20;url_44 2007-1-13;url_6 2003-1-21;url_40 2009-10-20;' +
  'url_28 2009-6-17;url_22 2000-2-17;url_3 2005-1-15;url_9 2008-12-9;url_9 2005-2-19;url_28 2000-4-22;url_44 2001-9-9;' +
  'url_43 2008-6-21;url_39 2008-5-9;url_15 2006-9-15;url_23 2001-12-18;url_14 2002-5-23;url_11 2007-7-11;url_34 2000-12-8;' +
  'url_47 2005-7-3;url_38 2004-3-26;url_19 2003-9-14;url_24 2007-7-16;url_40 2008-8-21;url_17 2007-12-4;url_25 2006-6-24;' +
  'url_2 2000-10-8;url_12 2008-6-10;url_11 2004-11-24;url_13 2005-11-3;url_43 2005-1-2;url_14 2008-6-12;url_43 2001-8-27;' +
  'url_45 2000-3-3;url_0 2006-9-27;url_22 2007-12-18;url_25 2006-4-4;url_32 2001-6-25;url_6 2007-6-9;url_8 2009-10-3;url_15 2003-2-23;' +
  'url_37 2000-5-6;url_27 2004-3-21;url_17 2005-6-20;url_2 2004-2-27;url_36 2005-3-16;url_1 2009-12-3;url_9 2004-4-27;' +
  'url_18 2009-5-26;url_31 2000-9-21;url_12 2008-9-25;url_2 2004-2-16;url_28 2008-11-12;url_28 2001-6-26;url_12 2006-3-15;' +
  'url_0 2009-3-1;url_36 2006-10-13;url_15 2004-11-5;url_32 2008-2-11;url_19 2009-8-3;url_2 2006-8-6;url_11 2009-10-13;' +
  'url_21 2002-9-14;url_18 2000-11-2;url_35 2006-5-15;url_11 2006-2-18;url_0 2001-4-25;url_14 2009-4-8;url_16 2009-4-7';

/** WebLogAnalysis: the pages with both keywords; of how many. */
export const KEYWORD_PAGES = 'url_9 url_15 url_16 url_27 url_39 url_46 url_50 url_51 url_60 url_81 url_90 url_95';
export const PAGES = 100;

/** Hamlet, III.1 (Shakespeare). */
export const SOLILOQUY = `To be, or not to be,--that is the question:--
Whether 'tis nobler in the mind to suffer
The slings and arrows of outrageous fortune
Or to take arms against a sea of troubles,
And by opposing end them?--To die,--to sleep,--
No more; and by a sleep to say we end
The heartache, and the thousand natural shocks
That flesh is heir to,--'tis a consummation
Devoutly to be wish'd. To die,--to sleep;--
To sleep! perchance to dream:--ay, there's the rub;
For in that sleep of death what dreams may come,
When we have shuffled off this mortal coil,
Must give us pause: there's the respect
That makes calamity of so long life;
For who would bear the whips and scorns of time,
The oppressor's wrong, the proud man's contumely,
The pangs of despis'd love, the law's delay,
The insolence of office, and the spurns
That patient merit of the unworthy takes,
When he himself might his quietus make
With a bare bodkin? who would these fardels bear,
To grunt and sweat under a weary life,
But that the dread of something after death,--
The undiscover'd country, from whose bourn
No traveller returns,--puzzles the will,
And makes us rather bear those ills we have
Than fly to others that we know not of?
Thus conscience does make cowards of us all;
And thus the native hue of resolution
Is sicklied o'er with the pale cast of thought;
And enterprises of great pith and moment,
With this regard, their currents turn awry,
And lose the name of action.--Soft you now!
The fair Ophelia!--Nymph, in thy orisons
Be all my sins remember'd.`;
