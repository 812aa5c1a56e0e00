/** The query language of Azure Digital Twins, as far as the local service speaks it. */
grammar TwinQuery;

options { caseInsensitive = true; }

query : select from where? EOF ;

select : SELECT top? projection? ;

top : TOP '(' INTEGER ')' ;

projection
  : STAR                  # everything
  | COUNT '(' ')'         # count
  | item (',' item)*      # items
  ;

item : path (AS name)? ;

from : FROM collection=(DIGITALTWINS | RELATIONSHIPS) alias=name? join* ;

join : JOIN target=name RELATED source=name '.' relationship=name alias=name? ;

where : WHERE condition ;

condition
  : '(' condition ')'                            # nested
  | NOT condition                                # negation
  | left=condition AND right=condition           # conjunction
  | left=condition OR right=condition            # disjunction
  | left=operand operator=(EQ | NE | LT | LE | GT | GE) right=operand   # comparison
  | operand operator=(IN | NIN) '[' literal (',' literal)* ']'          # membership
  | function=name '(' (operand (',' operand)*)? ')'                     # call
  ;

operand
  : literal   # constant
  | path      # property
  ;

path : name ('.' name)* ;

name : IDENTIFIER | BRACKETED ;

literal
  : STRING                       # text
  | sign='-'? (INTEGER | DECIMAL)  # number
  | TRUE                         # yes
  | FALSE                        # no
  ;

// Each keyword in two parts: a rule that is one literal is shown by it in messages ('SELECT'), and the
// service shows keywords by name (SELECT).
SELECT : 'S' 'ELECT' ;
TOP : 'T' 'OP' ;
COUNT : 'C' 'OUNT' ;
AS : 'A' 'S' ;
FROM : 'F' 'ROM' ;
DIGITALTWINS : 'D' 'IGITALTWINS' ;
RELATIONSHIPS : 'R' 'ELATIONSHIPS' ;
JOIN : 'J' 'OIN' ;
RELATED : 'R' 'ELATED' ;
MATCH : 'M' 'ATCH' ;
WHERE : 'W' 'HERE' ;
AND : 'A' 'ND' ;
OR : 'O' 'R' ;
NOT : 'N' 'OT' ;
IN : 'I' 'N' ;
NIN : 'N' 'IN' ;
TRUE : 'T' 'RUE' ;
FALSE : 'F' 'ALSE' ;
STAR : '*' ;
EQ : '=' ;
NE : '!=' | '<>' ;
LT : '<' ;
LE : '<=' ;
GT : '>' ;
GE : '>=' ;

STRING : '\'' ( '\\' . | ~['\\] )* '\'' ;
INTEGER : [0-9]+ ;
DECIMAL : [0-9]+ '.' [0-9]* EXPONENT? | '.' [0-9]+ EXPONENT? | [0-9]+ EXPONENT ;
IDENTIFIER : [A-Z_$] [A-Z0-9_$]* ;
BRACKETED : '[[' ( ~']' | ']' ~']' )+ ']]' ;
SPACE : [ \t\r\n]+ -> skip ;
OTHER : . ;

fragment EXPONENT : 'E' [+-]? [0-9]+ ;
