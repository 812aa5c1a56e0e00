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

from : FROM collection=(DIGITALTWINS | RELATIONSHIPS) alias=name? ;

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

SELECT : 'SELECT' ;
TOP : 'TOP' ;
COUNT : 'COUNT' ;
AS : 'AS' ;
FROM : 'FROM' ;
DIGITALTWINS : 'DIGITALTWINS' ;
RELATIONSHIPS : 'RELATIONSHIPS' ;
JOIN : 'JOIN' ;
RELATED : 'RELATED' ;
MATCH : 'MATCH' ;
WHERE : 'WHERE' ;
AND : 'AND' ;
OR : 'OR' ;
NOT : 'NOT' ;
IN : 'IN' ;
NIN : 'NIN' ;
TRUE : 'TRUE' ;
FALSE : 'FALSE' ;
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
